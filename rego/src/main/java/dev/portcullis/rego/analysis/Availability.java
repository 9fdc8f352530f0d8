package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Span;
import java.util.List;
import java.util.Set;

/// Refuses what OPA compiles and this engine cannot run: calls of builtins that this build only declares, and functions
/// replaced by values that depend on variables. Comes last, so that it hides no error of the author's.
public final class Availability {
    /// Part of the language or rewritten before they would be called.
    private static final Set<String> LANGUAGE = Set.of("eq", "assign", "print");

    private final FunctionCheck functions;
    private final Builtins builtins;
    private final Findings findings;

    public Availability(FunctionCheck functions, Builtins builtins, Findings findings) {
        this.functions = functions;
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
                checkFunction(call, place);
            }

            @Override
            void with(Expression.With with) {
                checkReplacement(with);
                super.with(with);
            }
        };
    }

    private void checkFunction(Term.Call call, Span place) {
        String name = call.operator().text();
        Builtins.Entry entry = builtins.get(name);
        if (entry != null && entry.function() == null && !LANGUAGE.contains(name)) {
            report(place, "function " + name + " is declared by OPA but not available in this build");
        }
    }

    /// Callers of a replaced function are planned apart and see no variables.
    private void checkReplacement(Expression.With with) {
        if (functions.isFunction(with.target())
                && !functions.isFunction(with.value())
                && !Variables.within(with.value()).isEmpty()) {
            report(with.value().span(), "a function cannot be replaced by a value that depends on variables");
        }
    }

    private void report(Span place, String message) {
        findings.add(Diagnostic.error(Diagnostic.Code.TYPE, place, message));
    }
}
