package dev.portcullis.cli.testing;

import dev.portcullis.cli.eval.EvalProblem;
import dev.portcullis.cli.testing.TestResult.Outcome;
import dev.portcullis.rego.ActivePolicies;
import dev.portcullis.rego.TestRule;
import dev.portcullis.rego.eval.Environment;
import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.eval.EvaluationLimits;
import dev.portcullis.rego.eval.EvaluationResult;
import dev.portcullis.rego.eval.RowObserver;
import dev.portcullis.rego.eval.Tracer;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Runs tests one after the other.
///
/// @param chosen matches, anywhere, the full names of the tests to run
/// @param timeout of one test
public record TestRun(Pattern chosen, Duration timeout) {
    /// The results, in the order of the sources.
    ///
    /// @param policies compiled for tests
    public List<TestResult> of(ActivePolicies policies) {
        return policies.tests().stream()
                .filter(test ->
                        chosen.matcher(test.packageName() + "." + test.name()).find())
                .map(test -> run(policies, test))
                .toList();
    }

    private TestResult run(ActivePolicies policies, TestRule test) {
        if (test.skipped()) {
            return new TestResult(test, Outcome.SKIPPED, null, List.of(), "", Duration.ZERO);
        }
        Listener listener = new Listener();
        long started = System.nanoTime();
        try {
            EvaluationResult result = policies.entrypoint(test).evaluate(context(listener, started));
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            List<CaseResult> cases = test.hasCases() && result instanceof EvaluationResult.Defined defined
                    ? CaseResult.of(defined.value(), listener.cases)
                    : List.of();
            Outcome outcome = holds(test, result, cases) ? Outcome.PASS : Outcome.FAIL;
            return new TestResult(test, outcome, null, cases, listener.printed.toString(), took);
        } catch (EvaluationException failure) {
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            EvalProblem problem =
                    new EvalProblem(failure.code().text(), failure.span(), String.valueOf(failure.getMessage()));
            return new TestResult(test, Outcome.ERROR, problem, List.of(), listener.printed.toString(), took);
        }
    }

    private static boolean holds(TestRule test, EvaluationResult result, List<CaseResult> cases) {
        return switch (result) {
            case EvaluationResult.Undefined _ -> false;
            case EvaluationResult.Defined _
            when test.hasCases() -> cases.stream().noneMatch(CaseResult::failed);
            case EvaluationResult.Defined defined -> defined.value() instanceof RegoBoolean flag && flag.value();
        };
    }

    private EvaluationContext context(Tracer tracer, long started) {
        Instant now = Instant.now();
        return new EvaluationContext(
                null,
                EvaluationLimits.TOOL,
                started + timeout.toNanos(),
                Environment.at(now.getEpochSecond() * 1_000_000_000L + now.getNano()),
                false,
                RowObserver.NONE,
                tracer);
    }

    /// Keeps what a test prints and which of its cases it comes to.
    private static final class Listener implements Tracer {
        private final StringBuilder printed = new StringBuilder();
        private final List<RegoArray> cases = new ArrayList<>();

        @Override
        public void print(Span span, String message) {
            printed.append(message).append('\n');
        }

        @Override
        public void testCase(RegoArray path) {
            cases.add(path);
        }
    }
}
