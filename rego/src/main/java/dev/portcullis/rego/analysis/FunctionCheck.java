package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.source.Diagnostic;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Refuses calls of what does not exist or takes another number of arguments.
public final class FunctionCheck {
    private static final int UNKNOWN = -1;
    /// Part of the language: planned, never called.
    private static final Set<String> LANGUAGE = Set.of("eq", "assign", "print");

    private final RuleTree tree;
    private final Builtins builtins;
    private final List<Diagnostic> diagnostics;
    private final Set<String> replaced = new HashSet<>();

    public FunctionCheck(RuleTree tree, Builtins builtins, List<Diagnostic> diagnostics) {
        this.tree = tree;
        this.builtins = builtins;
        this.diagnostics = diagnostics;
    }

    public void check(List<Module> modules) {
        modules.forEach(module -> module.rules().forEach(this::collectReplaced));
        modules.forEach(module -> {
            Calls.forEach(module, this::check);
            module.rules().forEach(this::checkReplacements);
        });
    }

    public void check(Body body) {
        collectReplaced(body);
        Calls.forEach(body, this::check);
        BodyMap.body(body, this::checkReplacements);
    }

    private void collectReplaced(Rule rule) {
        for (Rule branch = rule; branch != null; branch = branch.otherwise()) {
            BodyMap.rule(branch, null, this::collectReplaced);
        }
    }

    private Body collectReplaced(Body body) {
        body.expressions()
                .forEach(each ->
                        each.withs().forEach(with -> replaced.add(with.target().text())));
        return body;
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

    private void check(Expression.With with) {
        boolean document = with.target().head() instanceof Term.Var head
                && (head.name().equals(Documents.DATA) || head.name().equals(Documents.INPUT));
        if (!document && builtins.get(with.target().text()) == null) {
            report(with.target(), "undefined function " + with.target().text());
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

    /// Whether the term is a call whose last argument captures the result.
    boolean captures(Term term) {
        return term instanceof Term.Call call && call.arguments().size() == arity(call) + 1 && arity(call) != UNKNOWN;
    }

    /// Whether the term names a function instead of having a value.
    boolean isFunction(Term term) {
        return switch (term) {
            case Term.Var v -> builtins.get(v.name()) != null;
            case Term.Ref r -> {
                RuleGroup group = tree.function(r);
                yield group == null ? builtins.get(r.text()) != null : group.kind() == RuleGroup.Kind.FUNCTION;
            }
            default -> false;
        };
    }

    private void check(Term.Call call) {
        String name = call.operator().text();
        RuleGroup group = tree.function(call.operator());
        Builtins.Entry entry = group == null ? builtins.get(name) : null;
        boolean known = group == null ? entry != null : group.kind() == RuleGroup.Kind.FUNCTION;
        if (!known) {
            report(call, "undefined function " + name);
            return;
        }
        // What some `with` replaces may be called; where it is not replaced, the call fails.
        if (entry != null && entry.function() == null && !LANGUAGE.contains(name) && !replaced.contains(name)) {
            report(call, "function " + name + " is declared by OPA but not available in this build");
            return;
        }
        int arity = arity(call);
        int given = call.arguments().size();
        if (arity != UNKNOWN && given != arity && given != arity + 1) {
            report(call, name + ": arity mismatch, have " + given + " arguments, want " + arity);
        }
    }

    private void report(Term term, String message) {
        diagnostics.add(Diagnostic.error(Diagnostic.Code.TYPE, term.span(), message));
    }
}
