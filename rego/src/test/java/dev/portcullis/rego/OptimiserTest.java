package dev.portcullis.rego;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.rego.eval.Environment;
import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.eval.EvaluationLimits;
import dev.portcullis.rego.eval.EvaluationResult;
import dev.portcullis.rego.eval.RowObserver;
import dev.portcullis.rego.eval.Tracer;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Plans with rule index, early exit and joins against plans without: the same values, error codes and determining
/// rules.
final class OptimiserTest {
    private static final int POLICIES = 60;
    private static final int INPUTS = 10;

    private static RegoValue json(String text) {
        try {
            return RegoJson.read(text);
        } catch (JsonException wrong) {
            throw new AssertionError(text, wrong);
        }
    }

    private static Compilation compile(String text) {
        return RegoCompiler.standard().compile(List.of(new PolicySource(new Source("t.rego", text), RegoVersion.V1)));
    }

    private record Accepted(String text, CompiledPolicies policies) {}

    /// The next generated policy that compiles: some contradict themselves in their types.
    private static Accepted next(PolicyGenerator generator) {
        for (int attempt = 0; attempt < 50; attempt++) {
            String text = generator.policy();
            if (compile(text) instanceof Compilation.Compiled(CompiledPolicies policies)) {
                return new Accepted(text, policies);
            }
        }
        throw new AssertionError("none of 50 generated policies compiles");
    }

    private static CompiledPolicies compiled(String text) {
        return switch (compile(text)) {
            case Compilation.Compiled compiled -> compiled.policies();
            case Compilation.Rejected rejected ->
                throw new AssertionError(rejected.diagnostics().getFirst().text() + "\n" + text);
        };
    }

    private static EvaluationContext context(String input, boolean strict) {
        return new EvaluationContext(
                json(input),
                EvaluationLimits.TOOL,
                EvaluationContext.NO_DEADLINE,
                Environment.at(0),
                strict,
                RowObserver.NONE,
                Tracer.NONE);
    }

    private static String outcome(Entrypoint entrypoint, EvaluationContext context) {
        try {
            return switch (entrypoint.evaluate(context)) {
                case EvaluationResult.Defined(RegoValue value, var rules) ->
                    value + " by "
                            + rules.stream().map(rule -> rule.span().row()).toList();
                case EvaluationResult.Undefined() -> "undefined";
            };
        } catch (EvaluationException failure) {
            return failure.code().text();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20, 300, 4_000})
    void optimisedPlans_answerAsPlainOnes(long seed) {
        PolicyGenerator generator = new PolicyGenerator(seed);
        RegoObject data = (RegoObject) json(PolicyGenerator.DATA);
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < POLICIES; i++) {
            Accepted policy = next(generator);
            ActivePolicies optimised = policy.policies.bind(data);
            ActivePolicies plain = policy.policies.unoptimised().bind(data);
            for (int k = 0; k < INPUTS; k++) {
                String input = generator.input();
                EvaluationContext context = context(input, false);
                for (String document : PolicyGenerator.DOCUMENTS) {
                    String expected = outcome(plain.entrypoint("data.t." + document), context);
                    String actual = outcome(optimised.entrypoint("data.t." + document), context);
                    assertEquals(expected, actual, () -> document + " of\n" + policy.text + "\nfor " + input);
                    seen.merge(kind(expected), 1, Integer::sum);
                }
            }
        }
        assertTrue(seen.values().stream().allMatch(count -> count > INPUTS) && seen.size() == 3, seen::toString);
    }

    private static String kind(String outcome) {
        return outcome.contains(" by ") ? "value" : outcome;
    }

    /// OPA's index keeps rules from being evaluated at all; what it cannot decide, the body decides. Expected: OPA
    /// 1.22.2 with strict errors of builtins.
    @ParameterizedTest(name = "{0} for {1} → {2}")
    @CsvSource(delimiter = '¦', quoteCharacter = '~', textBlock = """
            p if startswith(input.x, "a") ¦ {"x": 5} ¦ undefined
            p if startswith(input.x, "a") ¦ {"x": "ab"} ¦ true by [2]
            p if endswith(input.x, "a") ¦ {"x": ["a"]} ¦ eval_type_error
            p if endswith(input.x, "a") ¦ {"x": ["b"]} ¦ undefined
            p if startswith(input.x, "a") ¦ {"x": {"a": "z"}} ¦ undefined
            p if startswith(input.x, "a") ¦ {"x": {"z": "ab"}} ¦ eval_type_error
            p if strings.any_prefix_match(input.x, {"a"}) ¦ {"x": 5} ¦ undefined
            p if strings.any_prefix_match(input.x, {"a"}) ¦ {"x": {"k": "a"}} ¦ eval_type_error
            p if glob.match("a*", [], input.x) ¦ {"x": 5} ¦ eval_type_error
            p if glob.match("a*", [], input.x) ¦ {"x": "b"} ¦ undefined
            p if glob.match("a:*", [":"], input.x) ¦ {"x": 5} ¦ undefined
            p if glob.match("a:*", [":", "."], input.x) ¦ {"x": 5} ¦ undefined
            p if glob.match("a:b?", [":"], input.x) ¦ {"x": 5} ¦ eval_type_error
            p if glob.match("a[", [":"], input.x) ¦ {"x": "z"} ¦ eval_builtin_error
            p := 1 if { to_number(input.y) > 1; input.x == "b" } else := 2 if input.x == "a" ¦ {"x": "a", "y": "z"} ¦ 2 by [2]
            p if startswith(input.x, input.y) ¦ {"x": 5, "y": "a"} ¦ eval_type_error
            p if { to_number(input.y) > 1; input.x == "b" } ¦ {"x": "a", "y": "z"} ¦ undefined
            p if { to_number(input.y) > 1; input.x == "b" } ¦ {"x": "b", "y": "z"} ¦ eval_builtin_error
            p if input.x in {"a", input.y} ¦ {"x": "b", "y": "b"} ¦ true by [2]
            p if input.x in {"a", input.y} ¦ {"x": "a", "y": "b"} ¦ true by [2]
            p if strings.any_prefix_match(input.x, "a") ¦ {"x": ["b", "ab"]} ¦ true by [2]
            p if input.x == 1.0 ¦ {"x": 1} ¦ true by [2]
            p if input.x == "a" with input.x as "a" ¦ {"x": "b"} ¦ true by [2]
            """)
    void index_isOpas(String body, String input, String expected) {
        Entrypoint entrypoint =
                compiled("package t\n" + body).bind(RegoObject.empty()).entrypoint("data.t.p");
        assertEquals(expected, outcome(entrypoint, context(input, true)));
    }

    @Test
    void tenThousandRules_areSearchedAndNotWalked() {
        StringBuilder text = new StringBuilder("package t\n\ndefault p := false\n\n");
        for (int i = 0; i < 10_000; i++) {
            text.append("p if {\n\tinput.user == \"u").append(i).append("\"\n\tinput.action == \"read\"\n}\n\n");
        }
        Entrypoint entrypoint =
                compiled(text.toString()).bind(RegoObject.empty()).entrypoint("data.t.p");
        EvaluationContext few = new EvaluationContext(
                json("{\"user\": \"u9999\", \"action\": \"read\"}"),
                new EvaluationLimits(100, 10, 100),
                EvaluationContext.NO_DEADLINE,
                Environment.at(0),
                true,
                RowObserver.NONE,
                Tracer.NONE);
        assertEquals("true by [50000]", outcome(entrypoint, few));
    }
}
