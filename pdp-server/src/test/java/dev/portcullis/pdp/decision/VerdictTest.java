package dev.portcullis.pdp.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.eval.EvaluationResult;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {
    private static final RegoValue ALLOW = RegoString.of("ALLOW");

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"effect\": \"ALLOW\"}                                                    | ALLOW",
                "{\"effect\": \"ALLOW\", \"reasons\": [], \"obligations\": [], \"labels\": {}} | ALLOW",
                "{\"effect\": \"ALLOW\", \"obligations\": [{\"type\": \"max_ttl\", \"properties\": {\"seconds\": 900}}]} | ALLOW",
                "{\"effect\": \"ALLOW\", \"obligations\": [{\"type\": \"wrap\"}]}           | ALLOW",
                "{\"effect\": \"DENY\"}                                                     | POLICY_DENY",
                "{\"effect\": \"DENY\", \"reasons\": [\"b\", \"a\", \"b\"]}                 | POLICY_DENY",
                "true                                                                       | RESULT_MALFORMED",
                "\"ALLOW\"                                                                  | RESULT_MALFORMED",
                "null                                                                       | RESULT_MALFORMED",
                "[]                                                                         | RESULT_MALFORMED",
                "{}                                                                         | RESULT_MALFORMED",
                "{\"effect\": \"allow\"}                                                    | RESULT_MALFORMED",
                "{\"effect\": \"SHADOW\"}                                                   | RESULT_MALFORMED",
                "{\"effect\": true}                                                         | RESULT_MALFORMED",
                "{\"effect\": \"ALLOW\", \"allow\": true}                                   | RESULT_MALFORMED",
                "{\"effect\": \"ALLOW\", \"reasons\": \"a\"}                                | RESULT_MALFORMED",
                "{\"effect\": \"ALLOW\", \"reasons\": [1]}                                  | RESULT_MALFORMED",
                "{\"effect\": \"ALLOW\", \"obligation\": [{\"type\": \"wrap\"}]}            | RESULT_MALFORMED",
                "{\"effect\": \"ALLOW\", \"obligations\": [{\"type\": \"maxttl\"}]}         | RESULT_MALFORMED",
                "{\"effect\": \"ALLOW\", \"obligations\": [{\"properties\": {}}]}           | RESULT_MALFORMED",
                "{\"effect\": \"ALLOW\", \"obligations\": [{\"type\": \"wrap\", \"seconds\": 5}]} | RESULT_MALFORMED",
                "{\"effect\": \"ALLOW\", \"obligations\": [{\"type\": \"wrap\", \"properties\": []}]} | RESULT_MALFORMED",
                "{\"effect\": \"ALLOW\", \"obligations\": [\"wrap\"]}                       | RESULT_MALFORMED",
                "{\"effect\": \"ALLOW\", \"obligations\": {}}                               | RESULT_MALFORMED",
                "{\"effect\": \"ALLOW\", \"labels\": []}                                    | RESULT_MALFORMED",
            })
    void of_definedValue(String json, String expected) {
        Verdict verdict = Verdict.of(new Outcome.Evaluated(FakePolicies.defined(FakePolicies.json(json))));

        assertEquals(expected, nameOf(verdict));
        assertEquals(1, verdict.determiningRules().size());
    }

    @ParameterizedTest
    @CsvSource({
        "CONFLICT, EVAL_CONFLICT",
        "TYPE, EVAL_ERROR",
        "BUILTIN, EVAL_ERROR",
        "CANCELLED, DEADLINE_EXCEEDED",
        "DEADLINE, DEADLINE_EXCEEDED",
        "BUDGET, BUDGET_EXCEEDED",
        "INTERNAL, INTERNAL"
    })
    void of_failedEvaluation(EvaluationException.Code code, ReasonCode expected) {
        Verdict verdict = Verdict.of(new Outcome.Failed(code, "main.rego:3"));

        assertEquals(expected, verdict.code());
        assertEquals("the evaluation ended with `" + code.text() + "` at main.rego:3", verdict.message());
    }

    @Test
    void of_undefined() {
        assertEquals(
                ReasonCode.UNDEFINED,
                Verdict.of(new Outcome.Evaluated(new EvaluationResult.Undefined()))
                        .code());
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.EnumSource(ReasonCode.class)
    void of_refusal_keepsItsCode(ReasonCode code) {
        Verdict verdict = Verdict.of(new Outcome.Refused(code, "because"));

        assertEquals(Effect.DENY, verdict.effect());
        assertEquals(code, verdict.code());
    }

    @Test
    void of_reasonsAreSortedAndUnique() {
        Verdict verdict = Verdict.of(new Outcome.Evaluated(
                FakePolicies.defined(FakePolicies.json("{\"effect\":\"DENY\",\"reasons\":[\"b\",\"a\",\"b\"]}"))));

        assertEquals(List.of("a", "b"), verdict.reasons());
    }

    @Test
    void of_tooManyReasons() {
        RegoValue[] reasons = new RegoValue[257];
        for (int i = 0; i < reasons.length; i++) {
            reasons[i] = RegoString.of("r" + i);
        }
        RegoObject answer = RegoObject.builder()
                .put("effect", ALLOW)
                .put("reasons", RegoArray.of(reasons))
                .build();

        assertEquals(
                ReasonCode.RESULT_MALFORMED,
                Verdict.of(new Outcome.Evaluated(FakePolicies.defined(answer))).code());
    }

    /// Every value of a small grammar of answers and near-answers gets the verdict of the reference below, which
    /// says
    /// what docs/spec/decision.md says in the fewest words.
    @ParameterizedTest(name = "{0}")
    @MethodSource("nearAnswers")
    void of_agreesWithReference(RegoValue value) {
        Verdict verdict = Verdict.of(new Outcome.Evaluated(FakePolicies.defined(value)));

        assertEquals(Reference.verdict(value), nameOf(verdict));
    }

    static Stream<Arguments> nearAnswers() {
        List<RegoValue> oddments = List.of(
                RegoNull.NULL_VALUE,
                RegoBoolean.TRUE,
                RegoNumber.of(1),
                RegoString.of("x"),
                RegoArray.empty(),
                RegoSet.EMPTY,
                RegoObject.empty(),
                RegoSet.of(RegoString.of("x")),
                RegoArray.of(RegoObject.of(java.util.Map.of("type", RegoString.of("notify")))),
                RegoSet.of(RegoObject.of(java.util.Map.of("type", RegoString.of("nonsense")))));
        List<RegoValue> effects = List.of(ALLOW, RegoString.of("DENY"), RegoString.of("deny"), RegoNull.NULL_VALUE);
        List<Arguments> values = new ArrayList<>();
        for (RegoValue effect : effects) {
            for (RegoValue odd : oddments) {
                for (String key : List.of("reasons", "obligations", "labels", "more")) {
                    values.add(Arguments.of(RegoObject.builder()
                            .put("effect", effect)
                            .put(key, odd)
                            .build()));
                }
            }
        }
        oddments.forEach(odd -> values.add(Arguments.of(odd)));
        return values.stream();
    }

    private static String nameOf(Verdict verdict) {
        ReasonCode code = verdict.code();
        return code == null ? verdict.effect().name() : code.name();
    }
}
