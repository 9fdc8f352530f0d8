package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.source.Diagnostic;
import java.util.List;
import java.util.function.ToIntFunction;

/// Refuses calls of what does not exist or takes another number of arguments.
public final class FunctionCheck implements ToIntFunction<Term.Call> {
    private static final int UNKNOWN = -1;

    private final RuleTree tree;
    private final Builtins builtins;
    private final List<Diagnostic> diagnostics;

    public FunctionCheck(RuleTree tree, Builtins builtins, List<Diagnostic> diagnostics) {
        this.tree = tree;
        this.builtins = builtins;
        this.diagnostics = diagnostics;
    }

    public void check(List<Module> modules) {
        modules.forEach(module -> Calls.forEach(module, this::check));
    }

    public void check(Body body) {
        Calls.forEach(body, this::check);
    }

    /// The number of arguments the called function needs; -1 when it is unknown or takes any number.
    @Override
    public int applyAsInt(Term.Call call) {
        RuleGroup group = tree.function(call.operator());
        if (group != null) {
            return group.kind() == RuleGroup.Kind.FUNCTION ? group.arity() : UNKNOWN;
        }
        Builtins.Entry entry = builtins.get(call.operator().text());
        return entry == null || entry.declaration().variadic()
                ? UNKNOWN
                : entry.declaration().arity();
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
        if (entry != null && entry.function() == null) {
            report(call, "function " + name + " is declared by OPA but not available in this build");
            return;
        }
        int arity = applyAsInt(call);
        int given = call.arguments().size();
        if (arity != UNKNOWN && given != arity && given != arity + 1) {
            report(call, name + ": arity mismatch, have " + given + " arguments, want " + arity);
        }
    }

    private void report(Term.Call call, String message) {
        diagnostics.add(Diagnostic.error(Diagnostic.Code.TYPE, call.span(), message));
    }
}
