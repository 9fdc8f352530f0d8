package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Span;
import java.util.List;

/// Refuses calls of what does not exist or takes another number of arguments.
public final class FunctionCheck {
    private static final int UNKNOWN = -1;

    private final RuleTree tree;
    private final Builtins builtins;
    private final Findings findings;

    public FunctionCheck(RuleTree tree, Builtins builtins, Findings findings) {
        this.tree = tree;
        this.builtins = builtins;
        this.findings = findings;
    }

    public void check(List<Module> modules) {
        modules.forEach(module -> module.rules().forEach(rule -> walk().rule(rule)));
    }

    public void check(Body body) {
        walk().body(body);
    }

    private CallWalk walk() {
        return new CallWalk() {
            @Override
            void call(Term.Call call, Span place, boolean nested) {
                check(call, place, nested);
            }
        };
    }

    /// The number of arguments the called function needs; -1 when it is unknown or takes any number.
    int arity(Term.Call call) {
        Builtins.Entry entry = builtins.get(call.operator().text());
        return entry != null && entry.declaration().variadic() ? UNKNOWN : arity(call.operator());
    }

    /// The number of arguments that a called name needs, of a variadic one at least; -1 when nothing has the name.
    int arity(Term.Ref operator) {
        Builtins.Entry entry = builtins.get(operator.text());
        if (entry != null) {
            return entry.declaration().arity();
        }
        RuleGroup group = tree.function(operator);
        return group == null ? UNKNOWN : group.arity();
    }

    /// Whether the term is a call whose last argument captures the result.
    boolean captures(Term term) {
        return term instanceof Term.Call call && call.arguments().size() == arity(call) + 1 && arity(call) != UNKNOWN;
    }

    /// Whether the term names a function instead of having a value.
    public boolean isFunction(Term term) {
        return switch (term) {
            case Term.Var v -> builtins.get(v.name()) != null;
            case Term.Ref r -> {
                RuleGroup group = tree.function(r);
                yield group == null ? builtins.get(r.text()) != null : group.kind() == RuleGroup.Kind.FUNCTION;
            }
            case Term.Scalar _,
                    Term.ArrayLiteral _,
                    Term.SetLiteral _,
                    Term.ObjectLiteral _,
                    Term.ArrayComprehension _,
                    Term.SetComprehension _,
                    Term.ObjectComprehension _,
                    Term.Call _,
                    Term.Template _ -> false;
        };
    }

    /// Whether a replacement in `with` is meant as a function and not as its value.
    boolean isReplacement(Term.Ref target, Term value) {
        boolean isName = isFunction(value) || (value instanceof Term.Ref ref && tree.isDocument(ref));
        return Documents.isData(target)
                ? (isFunction(target) && isName) || (value instanceof Term.Ref ref && isRuleFunction(ref))
                : builtins.get(target.text()) != null && isName;
    }

    private boolean isRuleFunction(Term.Ref ref) {
        RuleGroup group = tree.function(ref);
        return group != null && group.kind() == RuleGroup.Kind.FUNCTION;
    }

    private void check(Term.Call call, Span place, boolean nested) {
        int arity = arity(call.operator());
        String name = Scope.text(call.operator());
        if (arity == UNKNOWN) {
            report(place, "undefined function " + name);
            return;
        }
        Builtins.Entry entry = builtins.get(call.operator().text());
        int given = call.arguments().size();
        if (given == arity || (!nested && given == arity + 1) || (entry != null && isFreeOfArity(entry))) {
            return;
        }
        report(
                place,
                entry != null
                        ? name + ": arity mismatch"
                        : "function " + name + " has arity " + arity + ", got " + given
                                + (given == 1 ? " argument" : " arguments"));
    }

    /// `print` is rewritten into a call of one argument before anything counts its arguments.
    private static boolean isFreeOfArity(Builtins.Entry entry) {
        return entry.declaration().variadic() && entry.declaration().isVoid();
    }

    private void report(Span place, String message) {
        findings.fatal(Diagnostic.error(Diagnostic.Code.TYPE, place, message));
    }
}
