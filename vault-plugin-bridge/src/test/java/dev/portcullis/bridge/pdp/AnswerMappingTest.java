package dev.portcullis.bridge.pdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.proto.pdp.v1.Decision;
import dev.portcullis.proto.pdp.v1.Effect;
import dev.portcullis.proto.pdp.v1.Enforcement;
import dev.portcullis.proto.pdp.v1.ReasonCode;
import dev.portcullis.proto.pdp.v1.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class AnswerMappingTest {
    private static final int FROM_THE_FUTURE = 99;
    private static final Set<String> MET = Set.of("max_ttl", "wrap");

    private static Answer answer(Decision.Builder decision) {
        return AnswerMapping.toAnswer(decision.build(), decision.getRequestId(), MET);
    }

    @Test
    void allow_withObligationsThatAreMet_permitsAndCarriesThem() {
        Answer answer = answer(Messages.allow().addReasons("known use").addObligations(Messages.maxTtl(900)));

        assertEquals(
                new Answer.Allowed(
                        Messages.ID,
                        List.of(new Obligation("max_ttl", Map.of("seconds", new PropertyValue.Whole(900)))),
                        List.of("known use")),
                answer);
        assertTrue(answer.permits());
    }

    static Stream<Arguments> doubts() {
        return Stream.of(
                Arguments.of("no effect", Messages.decision(Effect.EFFECT_UNSPECIFIED), DenialCode.EFFECT_UNKNOWN),
                Arguments.of(
                        "an effect of a later version",
                        Messages.allow().setEffectValue(FROM_THE_FUTURE),
                        DenialCode.EFFECT_UNKNOWN),
                Arguments.of(
                        "an enforcement of a later version",
                        Messages.allow().setEnforcementValue(FROM_THE_FUTURE),
                        DenialCode.ENFORCEMENT_UNKNOWN),
                Arguments.of(
                        "an obligation nobody meets",
                        Messages.allow()
                                .addObligations(Messages.maxTtl(900))
                                .addObligations(Messages.obligation(
                                        "step_up", "methods", Value.newBuilder().setStringValue("webauthn"))),
                        DenialCode.OBLIGATION_UNMET),
                Arguments.of(
                        "an obligation without a type",
                        Messages.allow().addObligations(Messages.maxTtl(900).clearType()),
                        DenialCode.OBLIGATION_UNMET),
                Arguments.of(
                        "an ALLOW with the code of a denial",
                        Messages.allow().setReasonCode(ReasonCode.REASON_CODE_POLICY_DENY),
                        DenialCode.ANSWER_INCONSISTENT),
                Arguments.of(
                        "an ALLOW with a code of a later version",
                        Messages.allow().setReasonCodeValue(FROM_THE_FUTURE),
                        DenialCode.ANSWER_INCONSISTENT),
                Arguments.of(
                        "a denial without a code",
                        Messages.deny(ReasonCode.REASON_CODE_UNSPECIFIED),
                        DenialCode.CODE_UNKNOWN),
                Arguments.of(
                        "a denial with a code of a later version",
                        Messages.decision(Effect.EFFECT_DENY).setReasonCodeValue(FROM_THE_FUTURE),
                        DenialCode.CODE_UNKNOWN));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("doubts")
    void anyDoubt_denies(String name, Decision.Builder decision, DenialCode code) {
        Answer answer = answer(decision);

        assertEquals(code, assertInstanceOf(Answer.Denied.class, answer, name).code());
        assertFalse(answer.permits());
    }

    @Test
    void allow_ofAnotherRequest_denies() {
        Answer answer =
                AnswerMapping.toAnswer(Messages.allow().setRequestId("theirs").build(), "ours", MET);

        assertEquals(
                DenialCode.ANSWER_INCONSISTENT,
                assertInstanceOf(Answer.Denied.class, answer).code());
    }

    static Stream<Arguments> unreadable() {
        Value.Builder text = Value.newBuilder().setStringValue("x");
        return Stream.of(
                Arguments.of("no decision", Decision.newBuilder()),
                Arguments.of("no id", Messages.allow().clearDecisionId()),
                Arguments.of("an id that is no UUID", Messages.allow().setDecisionId("1-2-3-4-5")),
                Arguments.of("an id with more behind it", Messages.allow().setDecisionId(Messages.ID + " ")),
                Arguments.of(
                        "a property without a value",
                        Messages.allow().addObligations(Messages.obligation("max_ttl", "seconds", Value.newBuilder()))),
                Arguments.of(
                        "a property that occurs twice",
                        Messages.allow()
                                .addObligations(Messages.obligation("max_ttl", "seconds", text)
                                        .addProperties(Messages.maxTtl(1).getProperties(0)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void whatCannotBeRead_isNoDecision(String name, Decision.Builder decision) {
        Answer answer = answer(decision);

        assertEquals(
                Outage.MALFORMED,
                assertInstanceOf(Answer.Unavailable.class, answer, name).outage());
        assertFalse(answer.permits());
    }

    @ParameterizedTest
    @EnumSource(
            value = ReasonCode.class,
            names = {"REASON_CODE_UNSPECIFIED", "UNRECOGNIZED"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyCodeOfTheWire_keepsItsName(ReasonCode code) {
        Answer.Denied denied = assertInstanceOf(Answer.Denied.class, answer(Messages.deny(code)));

        assertEquals(
                code.name().substring("REASON_CODE_".length()), denied.code().name());
    }

    @Test
    void denial_carriesWhatCouldChangeIt() {
        Answer.Denied denied = assertInstanceOf(
                Answer.Denied.class,
                answer(Messages.deny(ReasonCode.REASON_CODE_POLICY_DENY)
                        .addReasons("consumer_first_seen")
                        .addObligations(Messages.obligation(
                                "approval", "approvers", Value.newBuilder().setStringValue("team")))));

        assertEquals(List.of("consumer_first_seen"), denied.reasons());
        assertEquals("approval", denied.obligations().getFirst().type());
    }

    @Test
    void shadow_passesWhatTheBundleSaid_asATypeOfItsOwn() {
        List<ReasonCode> passing = Arrays.stream(ReasonCode.values())
                .filter(code -> code != ReasonCode.UNRECOGNIZED)
                .filter(code -> answer(Messages.deny(code).setEnforcement(Enforcement.ENFORCEMENT_SHADOW))
                        instanceof Answer.Shadowed)
                .toList();

        assertEquals(List.of(ReasonCode.REASON_CODE_POLICY_DENY), passing);
    }

    @Test
    void shadow_keepsTheRealDecision() {
        Answer answer = answer(Messages.deny(ReasonCode.REASON_CODE_POLICY_DENY)
                .addReasons("consumer_first_seen")
                .setEnforcement(Enforcement.ENFORCEMENT_SHADOW));

        Answer.Shadowed shadowed = assertInstanceOf(Answer.Shadowed.class, answer);
        assertTrue(shadowed.permits());
        assertEquals(
                List.of("consumer_first_seen"),
                assertInstanceOf(Answer.Denied.class, shadowed.decided()).reasons());
    }

    @Test
    void shadow_withAnUnknownEffect_denies() {
        Answer answer =
                answer(Messages.decision(Effect.EFFECT_UNSPECIFIED).setEnforcement(Enforcement.ENFORCEMENT_SHADOW));

        assertFalse(answer.permits());
    }
}
