package dev.portcullis.rego.typing;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import java.util.ArrayList;
import java.util.List;

/// Checks the expressions of a flat body in their order and infers the types of its variables as it goes.
final class BodyCheck {
    private final Inference inference = new Inference(this);
    private final Replacements replacements;
    private final CallCheck calls;
    private final Naming naming;

    BodyCheck(Signatures signatures, Replacements replacements, Naming naming) {
        this.replacements = replacements;
        this.calls = new CallCheck(inference, signatures);
        this.naming = naming;
    }

    /// @param environment knows the variables of the body
    record Checked(Environment environment, List<Finding> findings) {
        Checked {
            findings = List.copyOf(findings);
        }

        boolean failed() {
            return !findings.isEmpty();
        }
    }

    Inference inference() {
        return inference;
    }

    Checked check(Environment outer, Body body) {
        Environment environment = outer.nested();
        List<Finding> findings = new ArrayList<>();
        for (Expression expression : body.expressions()) {
            check(replacements.during(environment, expression, inference), expression, findings);
        }
        return new Checked(environment, findings);
    }

    private void check(Environment environment, Expression expression, List<Finding> findings) {
        int before = findings.size();
        findings.addAll(new ClosureWalk(inference, environment).findings(expression));
        findings.addAll(new RefWalk(inference, environment, naming).findings(expression));
        boolean explained = findings.size() > before;
        Finding finding = calls.check(environment, expression);
        if (finding != null && !(explained && finding.ofUnknown())) {
            findings.add(finding);
        }
    }
}
