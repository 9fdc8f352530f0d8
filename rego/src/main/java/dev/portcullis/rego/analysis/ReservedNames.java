package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Span;
import java.util.List;

/// What modules of V1 and later may not do, and others neither in strict mode: name a rule or variable `input` or
/// `data`, import two things under one name, call deprecated builtins.
public final class ReservedNames {
    private final boolean strict;
    private final Findings findings;

    public ReservedNames(boolean strict, Findings findings) {
        this.strict = strict;
        this.findings = findings;
    }

    public void check(List<Module> modules) {
        modules.stream().filter(this::isStrict).forEach(this::checkNames);
        modules.stream().filter(this::isStrict).forEach(module -> Imports.checkDistinct(module, findings));
    }

    boolean isStrict(Module module) {
        return strict || module.version() != RegoVersion.V0;
    }

    private void checkNames(Module module) {
        for (Rule rule : module.rules()) {
            if (rule.head().ref().head() instanceof Term.Var name && Names.isDocument(name.name())) {
                report(rule.span(), "rules must not shadow " + name.name() + " (use a different rule name)");
            }
            new TreeWalk() {
                @Override
                void holds(Expression.Holds holds) {
                    checkAssignment(holds);
                    super.holds(holds);
                }
            }.rule(rule);
        }
    }

    private void checkAssignment(Expression.Holds holds) {
        if (Names.isAssignmentCall(holds.term())
                && holds.term() instanceof Term.Call call
                && !call.arguments().isEmpty()) {
            String name = Names.document(call.arguments().getFirst());
            if (!name.isEmpty()) {
                report(holds.span(), "variables must not shadow " + name + " (use a different variable name)");
            }
        }
    }

    private void report(Span place, String message) {
        findings.add(Diagnostic.error(Diagnostic.Code.COMPILE, place, message));
    }
}
