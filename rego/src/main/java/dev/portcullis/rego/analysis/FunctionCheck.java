package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.syntax.TermText;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Refuses calls of what does not exist or takes another number of arguments.
public final class FunctionCheck {
    private static final int UNKNOWN = -1;
    /// Part of the language: planned, never called.
    private static final Set<String> UNIFICATIONS = Set.of("eq", "assign");

    private final RuleTree tree;
    private final Builtins builtins;
    private final List<Diagnostic> diagnostics;

    public FunctionCheck(RuleTree tree, Builtins builtins, List<Diagnostic> diagnostics) {
        this.tree = tree;
        this.builtins = builtins;
        this.diagnostics = diagnostics;
    }

    public void check(List<Module> modules) {
        modules.forEach(module -> {
            Calls.forEach(module, this::check);
            module.rules().forEach(this::checkReplacements);
        });
    }

    public void check(Body body) {
        // The value of a query's expression is unified with a variable, so nothing is known of its place.
        Calls.forEach(body, (call, _) -> check(call, false));
        BodyMap.body(body, this::checkReplacements);
    }

    private void checkReplacements(Rule rule) {
        for (Rule branch = rule; branch != null; branch = branch.otherwise()) {
            BodyMap.rule(branch, null, this::checkReplacements);
        }
    }

    private Body checkReplacements(Body body) {
        for (Expression expression : body.expressions()) {
            expression.withs().forEach(this::check);
        }
        return body;
    }

    /// A function is replaced by another one or by a constant: its callers are planned apart and see no variables.
    private void check(Expression.With with) {
        boolean document = with.target().head() instanceof Term.Var head
                && (head.name().equals(Documents.DATA) || head.name().equals(Documents.INPUT));
        if (!document && builtins.get(with.target().text()) == null) {
            report(with.target(), "undefined function " + with.target().text());
        } else if (isFunction(with.target())
                && !isFunction(with.value())
                && !Variables.within(with.value()).isEmpty()) {
            report(with.value(), "a function cannot be replaced by a value that depends on variables");
        }
    }

    /// The number of arguments the called function needs; -1 when it is unknown or takes any number.
    int arity(Term.Call call) {
        RuleGroup group = tree.function(call.operator());
        if (group != null) {
            return group.kind() == RuleGroup.Kind.FUNCTION ? group.arity() : UNKNOWN;
        }
        Builtins.Entry entry = builtins.get(call.operator().text());
        return entry == null || entry.declaration().variadic()
                ? UNKNOWN
                : entry.declaration().arity();
    }

    /// Whether the term names a function instead of having a value.
    public boolean isFunction(Term term) {
        return switch (term) {
            case Term.Var v -> builtins.get(v.name()) != null;
            case Term.Ref r -> {
                RuleGroup group = tree.function(r);
                yield group == null ? builtins.get(r.text()) != null : group.kind() == RuleGroup.Kind.FUNCTION;
            }
            default -> false;
        };
    }

    private void check(Term.Call call, boolean isValue) {
        String name = call.operator().text();
        RuleGroup group = tree.function(call.operator());
        Builtins.Entry entry = group == null ? builtins.get(name) : null;
        boolean known = group == null ? entry != null : group.kind() == RuleGroup.Kind.FUNCTION;
        int given = call.arguments().size();
        if (!known) {
            report(
                    call,
                    group == null || given == 0 ? "undefined function " + name : arityMismatch(call, group, 0, given));
            return;
        }
        if (entry != null && entry.function() == null && !UNIFICATIONS.contains(name)) {
            report(call, "function " + name + " is declared by OPA but not available in this build");
            return;
        }
        int arity = arity(call);
        if (isValue && entry != null && entry.declaration().isVoid()) {
            report(call, TermText.write(call) + " used as value");
        } else if (arity != UNKNOWN && given != arity && (isValue || given != arity + 1)) {
            report(call, arityMismatch(call, group, arity, given));
        }
    }

    private static String arityMismatch(Term.Call call, @Nullable RuleGroup group, int arity, int given) {
        return group == null
                ? call.operator().text() + ": arity mismatch"
                : "function " + group.name() + " has arity " + arity + ", got " + given
                        + (given == 1 ? " argument" : " arguments");
    }

    private void report(Term term, String message) {
        diagnostics.add(Diagnostic.error(Diagnostic.Code.TYPE, term.span(), message));
    }
}
