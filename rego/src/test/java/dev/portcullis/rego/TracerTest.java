package dev.portcullis.rego;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.rego.eval.Environment;
import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.EvaluationLimits;
import dev.portcullis.rego.eval.RowObserver;
import dev.portcullis.rego.eval.RuleReference;
import dev.portcullis.rego.eval.Tracer;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a tracer is told.
final class TracerTest {
    private static final String POLICY = """
            package t

            p if {
                some x in [1, 2]
                x > 1
                q
                q
            }

            q if {
                input.missing
            }

            q if true
            """;

    /// Writes down every call, expressions by their row.
    private static final class Recorder implements Tracer {
        final List<String> calls = new ArrayList<>();

        @Override
        public void print(Span span, String message) {
            calls.add("print " + message);
        }

        @Override
        public void enter(String path) {
            calls.add("enter " + path);
        }

        @Override
        public void exit(String path, @Nullable RegoValue value) {
            calls.add("exit " + path + " " + value);
        }

        @Override
        public void known(String path, @Nullable RegoValue value) {
            calls.add("known " + path + " " + value);
        }

        @Override
        public void held(RuleReference rule) {
            calls.add("rule " + rule.span().row());
        }

        @Override
        public void tried(Span expression) {
            calls.add("tried " + expression.row());
        }

        @Override
        public void held(Span expression) {
            calls.add("held " + expression.row());
        }
    }

    private static List<String> calls(boolean traced) {
        List<PolicySource> sources = List.of(new PolicySource(new Source("t.rego", POLICY), RegoVersion.V1));
        if (!(RegoCompiler.standard().compile(sources) instanceof Compilation.Compiled compiled)) {
            throw new AssertionError("the policy is not accepted");
        }
        CompiledPolicies policies = traced ? compiled.policies().traced() : compiled.policies();
        Recorder recorder = new Recorder();
        policies.bind(RegoObject.empty())
                .entrypoint("data.t.p")
                .evaluate(new EvaluationContext(
                        RegoObject.empty(),
                        EvaluationLimits.TOOL,
                        EvaluationContext.NO_DEADLINE,
                        Environment.at(0),
                        false,
                        RowObserver.NONE,
                        recorder));
        return recorder.calls;
    }

    @Test
    void tracedPolicies_tellOfEveryExpressionAndRedo() {
        assertEquals(
                List.of(
                        "enter data.t.p",
                        "tried 4",
                        "held 4",
                        "tried 5",
                        "held 4",
                        "tried 5",
                        "held 5",
                        "tried 6",
                        "enter data.t.q",
                        "tried 11",
                        "tried 14",
                        "held 14",
                        "rule 14",
                        "exit data.t.q true",
                        "held 6",
                        "tried 7",
                        "known data.t.q true",
                        "held 7",
                        "rule 3",
                        "exit data.t.p true"),
                calls(true));
    }

    @Test
    void otherPolicies_tellOfDocumentsAndRules() {
        assertEquals(
                List.of(
                        "enter data.t.p",
                        "enter data.t.q",
                        "rule 14",
                        "exit data.t.q true",
                        "known data.t.q true",
                        "rule 3",
                        "exit data.t.p true"),
                calls(false));
    }
}
