package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Span;
import java.util.List;

/// Refuses calls that are forbidden whatever their arguments are: the result of a function without one, and deprecated
/// builtins.
public final class CallRules {
    private final Builtins builtins;
    private final Findings findings;

    public CallRules(Builtins builtins, Findings findings) {
        this.builtins = builtins;
        this.findings = findings;
    }

    /// Refuses to use the result of a function that has none.
    public void checkVoid(List<Module> modules) {
        forEachCall(modules, new CallWalk() {
            @Override
            void call(Term.Call call, Span place, boolean nested) {
                Builtins.Entry entry = builtins.get(call.operator().text());
                if (nested && entry != null && entry.declaration().isVoid()) {
                    findings.fatal(Diagnostic.error(Diagnostic.Code.TYPE, place, Scope.text(call) + " used as value"));
                }
            }
        });
    }

    /// Refuses deprecated builtins in modules that [ReservedNames] is strict with.
    public void checkDeprecated(List<Module> modules, ReservedNames reserved) {
        forEachCall(modules.stream().filter(reserved::isStrict).toList(), new CallWalk() {
            @Override
            void call(Term.Call call, Span place, boolean nested) {
                Builtins.Entry entry = builtins.get(call.operator().text());
                if (entry != null && entry.declaration().deprecated()) {
                    findings.add(Diagnostic.error(
                            Diagnostic.Code.TYPE,
                            place,
                            "deprecated built-in function calls in expression: "
                                    + call.operator().text()));
                }
            }
        });
    }

    private static void forEachCall(List<Module> modules, CallWalk walk) {
        for (Module module : modules) {
            for (Rule rule : module.rules()) {
                walk.rule(rule);
            }
        }
    }
}
