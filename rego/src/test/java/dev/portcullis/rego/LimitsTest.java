package dev.portcullis.rego;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.rego.eval.Environment;
import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.eval.EvaluationLimits;
import dev.portcullis.rego.eval.RowObserver;
import dev.portcullis.rego.eval.Tracer;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever an evaluation repeats, it repeats within its limits.
final class LimitsTest {
    private static final int ELEMENTS = 2_000;
    private static final EvaluationLimits FEW_STEPS = new EvaluationLimits(ELEMENTS, 64, 1_000_000);
    private static final EvaluationLimits FEW_VALUES = new EvaluationLimits(1_000_000, 64, ELEMENTS / 2);

    private static String numbers() {
        return IntStream.range(0, ELEMENTS)
                .mapToObj(i -> "{\"n\": " + i + ", \"s\": \"x" + i + "\"}")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static RegoValue json(String text) {
        try {
            return RegoJson.read(text);
        } catch (JsonException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static EvaluationException.Code end(String rules, EvaluationLimits limits, long deadline) {
        List<PolicySource> sources = List.of(
                new PolicySource(new Source("t.rego", "package t\n" + rules.replace("  ", "\n")), RegoVersion.V1));
        if (!(RegoCompiler.standard().compile(sources) instanceof Compilation.Compiled compiled)) {
            throw new AssertionError("not accepted: " + rules);
        }
        Entrypoint entrypoint = compiled.policies()
                .bind((RegoObject) json("{\"xs\": " + numbers() + "}"))
                .entrypoint("data.t.p");
        EvaluationContext context = new EvaluationContext(
                json("{\"xs\": " + numbers() + ", \"a\": \"a\"}"),
                limits,
                deadline,
                Environment.at(0),
                false,
                RowObserver.NONE,
                Tracer.NONE);
        return assertThrows(EvaluationException.class, () -> entrypoint.evaluate(context))
                .code();
    }

    /// One row for each statement that repeats something: scan, join, index over elements, call, negation, `every`,
    /// comprehension, `with`, and builtins that work through a collection.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "p if { some x in data.xs; x.n < 0 }",
                "p contains x if some x in input.xs",
                "p[x.n] := x.s if some x in input.xs",
                "p := [y | some x in data.xs; some y in data.xs; y.n == x.n]",
                "p := {x.n | some x in data.xs}",
                "p := {x.n: 1 | some x in data.xs}",
                "p if every x in data.xs { x.n >= 0 }",
                "p if not q  q if { some x in data.xs; x.n < 0 }",
                "p if { some x in data.xs; f(x) }  f(x) if x.n < 0",
                "p if { some x in data.xs; q with input.a as x }  q if input.a == 1",
                "p if { some x in data.xs; x.n < 0 } else if { some x in data.xs; x.n < 0 }",
                "p if q  q if \"a\" in input.xs  q if \"b\" in input.xs  q if \"c\" in input.xs  q if \"d\" in input.xs",
                "p if { walk(input, [_, v]); v == 0.5 }"
            })
    void stepsAreCounted_andTheDeadlineIsLookedAt(String rules) {
        assertEquals(EvaluationException.Code.BUDGET, end(rules, FEW_STEPS, EvaluationContext.NO_DEADLINE));
        assertEquals(EvaluationException.Code.DEADLINE, end(rules, EvaluationLimits.DECISION, System.nanoTime()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p := [x.n | some x in data.xs]",
                "p := {x.n | some x in data.xs}",
                "p := {x.n: 1 | some x in data.xs}",
                "p contains x.n if some x in data.xs",
                "p[x.n] := 1 if some x in data.xs",
                "p[x.n].y := 1 if some x in data.xs",
                "p[\"k\"] contains x.n if some x in data.xs",
                "p := [y | some x in data.xs; some y in data.xs; y.n == x.n]",
                "p := numbers.range(1, 5000)",
                "p := [1 | some x in data.xs; y := [x, {x: x}]]"
            })
    void valuesAreCounted(String rules) {
        assertEquals(EvaluationException.Code.BUDGET, end(rules, FEW_VALUES, EvaluationContext.NO_DEADLINE));
    }
}
