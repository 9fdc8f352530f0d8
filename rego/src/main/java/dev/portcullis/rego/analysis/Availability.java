package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Refuses what OPA compiles and this engine cannot run: calls of builtins that this build only declares. What some
/// `with` replaces may be called; where it is not replaced, the call fails. Comes last, so that it hides no error of
/// the
/// author's.
public final class Availability {
    /// Part of the language or rewritten before they would be called.
    private static final Set<String> LANGUAGE = Set.of("eq", "assign", "print");

    private final Builtins builtins;
    private final Findings findings;
    private final Set<String> replaced = new HashSet<>();

    public Availability(Builtins builtins, Findings findings) {
        this.builtins = builtins;
        this.findings = findings;
    }

    public void check(List<Module> modules) {
        modules.forEach(module -> module.rules().forEach(rule -> replacements().rule(rule)));
        modules.forEach(module -> module.rules().forEach(rule -> walk().rule(rule)));
    }

    public void check(Body body) {
        replacements().body(body);
        walk().body(body);
    }

    private TreeWalk replacements() {
        return new TreeWalk() {
            @Override
            void with(Expression.With with) {
                replaced.add(with.target().text());
                super.with(with);
            }
        };
    }

    private CallWalk walk() {
        return new CallWalk() {
            @Override
            void call(Term.Call call, Span place, boolean nested) {
                checkFunction(call, place);
            }
        };
    }

    private void checkFunction(Term.Call call, Span place) {
        String name = call.operator().text();
        Builtins.Entry entry = builtins.get(name);
        if (entry != null && entry.function() == null && !LANGUAGE.contains(name) && !replaced.contains(name)) {
            report(place, "function " + name + " is declared by OPA but not available in this build");
        }
    }

    private void report(Span place, String message) {
        findings.add(Diagnostic.error(Diagnostic.Code.TYPE, place, message));
    }
}
