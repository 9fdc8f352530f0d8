package dev.portcullis.cli.testing;

import dev.portcullis.cli.eval.EvalProblem;
import dev.portcullis.rego.TestRule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one test came to.
///
/// @param error why there is no value; null unless the outcome is an error
/// @param cases empty for a test without cases
/// @param output what it printed, each line ended
public record TestResult(
        TestRule test,
        Outcome outcome,
        @Nullable EvalProblem error,
        List<CaseResult> cases,
        String output,
        Duration duration) {
    public TestResult {
        cases = List.copyOf(cases);
    }

    /// OPA's four outcomes, in its words.
    public enum Outcome {
        PASS,
        FAIL,
        SKIPPED,
        ERROR
    }

    /// How many tests this counts for: a test with cases counts as its cases, unless it ended in an error.
    long count(Outcome wanted) {
        boolean judged = outcome == Outcome.PASS || outcome == Outcome.FAIL;
        if (cases.isEmpty() || !judged) {
            return outcome == wanted ? 1 : 0;
        }
        return switch (wanted) {
            case PASS -> cases.stream().mapToLong(each -> each.count(false)).sum();
            case FAIL -> cases.stream().mapToLong(each -> each.count(true)).sum();
            case ERROR, SKIPPED -> 0;
        };
    }
}
