package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.RegoVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What v1 asks of the form of a rule and v0 does not: `if` before a body, `contains` in a partial set, something that
/// is defined, and no keyword for a name.
final class RuleForm {
    private RuleForm() {}

    /// The violations of a rule and of its `else` branches, in OPA's order.
    static List<Diagnostic> violations(ParsedRule rule) {
        List<Diagnostic> found = new ArrayList<>();
        for (@Nullable ParsedRule branch = rule; branch != null; branch = branch.otherwise()) {
            check(branch, found);
        }
        return found;
    }

    private static void check(ParsedRule parsed, List<Diagnostic> found) {
        Rule rule = parsed.rule();
        Rule.Head head = rule.head();
        String kind = head.arguments() == null ? "rule" : "function";
        if (head.ref().path().isEmpty()
                && head.ref().head() instanceof Term.Var(var _, String name)
                && Keywords.isKeyword(name, RegoVersion.V1)) {
            found.add(error(rule, name + " keyword cannot be used for rule name"));
        }
        if (parsed.impliedBody() && parsed.impliedValue()) {
            found.add(error(rule, kind + " must have value assignment and/or body declaration"));
        }
        if (!parsed.impliedBody() && !parsed.hasIf() && !rule.isDefault()) {
            found.add(error(rule, "`if` keyword is required before " + kind + " body"));
        }
        if (head.key() != null && !parsed.hasContains()) {
            found.add(error(rule, "`contains` keyword is required for partial set rules"));
        }
    }

    private static Diagnostic error(Rule rule, String message) {
        return Diagnostic.error(Diagnostic.Code.PARSE, rule.span(), message);
    }
}
