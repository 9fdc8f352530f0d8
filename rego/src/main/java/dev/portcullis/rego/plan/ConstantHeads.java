package dev.portcullis.rego.plan;

import dev.portcullis.rego.analysis.Literals;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.value.RegoValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rules whose value is known before they run.
final class ConstantHeads {
    private ConstantHeads() {}

    /// The one constant all branches of a rule have as value, or null.
    static @Nullable RegoValue value(Rule rule) {
        RegoValue common = null;
        for (Rule branch = rule; branch != null; branch = branch.otherwise()) {
            Term term = branch.head().value();
            RegoValue value = term == null ? null : Literals.value(term);
            if (value == null || (common != null && !common.equals(value))) {
                return null;
            }
            common = value;
        }
        return common;
    }

    /// Whether every rule yields one and the same constant, so that the first that holds decides.
    static boolean allTheSame(List<Rule> rules) {
        RegoValue first = rules.isEmpty() ? null : value(rules.getFirst());
        return first != null && rules.stream().map(ConstantHeads::value).allMatch(value -> isEqual(first, value));
    }

    private static boolean isEqual(RegoValue value, @Nullable RegoValue other) {
        return other != null && value.equals(other);
    }

    /// Whether two rules yield the same constant.
    static boolean someAgree(List<Rule> rules) {
        Set<RegoValue> seen = new HashSet<>();
        for (Rule rule : rules) {
            RegoValue value = value(rule);
            if (value != null && !seen.add(value)) {
                return true;
            }
        }
        return false;
    }
}
