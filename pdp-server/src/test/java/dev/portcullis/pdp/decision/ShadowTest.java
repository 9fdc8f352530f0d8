package dev.portcullis.pdp.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.eval.EvaluationResult;
import dev.portcullis.rego.source.Span;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A trial covers what the bundle answered, to whom it names, until it ends.
class ShadowTest {
    private static final long NOW_NS = 1_793_610_000_000_000_000L;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(NOW_NS / 1_000_000_000L));
    private static final Shadow TRIAL = trialUntil(NOW_NS + 1);
    private static final String DENY = "{\"effect\":\"DENY\",\"reasons\":[\"no\"]}";

    private final ActiveState active = new ActiveState();
    private final DecisionEngine engine =
            new DecisionEngine(active, Limits.Evaluation.DEFAULT, CLOCK, () -> 1_000, DecisionIds.RANDOM, (_, _) -> {});

    private static Shadow trialUntil(long untilNs) {
        return new Shadow("fake", Set.of(Requests.CALLER), untilNs);
    }

    private Decision decide(FakePolicies policies, Facts facts, Call call) {
        active.swapPolicies(policies);
        active.swapFacts(facts);
        return engine.decide(Requests.valid(), call).decision();
    }

    private Decision decide(FakePolicies policies) {
        return decide(policies, FakeFacts.fresh(), Requests.CALL);
    }

    @Test
    void answersOfTheBundle_keepTheirEffect_andDoNotBind() {
        Decision denied = decide(FakePolicies.answering(DENY).on(TRIAL));
        assertEquals(Enforcement.SHADOW, denied.enforcement());
        assertEquals(decide(FakePolicies.answering(DENY)).verdict(), denied.verdict());

        Decision allowed =
                decide(FakePolicies.answering("{\"effect\":\"ALLOW\"}").on(TRIAL));
        assertEquals(Enforcement.SHADOW, allowed.enforcement());
        assertEquals(Effect.ALLOW, allowed.verdict().effect());
    }

    @Test
    void end_isExclusive() {
        assertEquals(
                Enforcement.ENFORCED,
                decide(FakePolicies.answering(DENY).on(trialUntil(NOW_NS))).enforcement());
    }

    @Test
    void callerThatTheTrialDoesNotName_isBound() {
        Call other = new Call("grpc", new Caller(Caller.Type.UID, "1001"), Call.NO_DEADLINE);
        FakePolicies policies = FakePolicies.answering(DENY).on(TRIAL);
        assertEquals(
                Enforcement.ENFORCED, decide(policies, FakeFacts.fresh(), other).enforcement());
    }

    @Test
    void whatTheBundleDidNotAnswer_isADenialThatBinds() {
        assertBinds(ReasonCode.UNDEFINED, new FakePolicies(_ -> new EvaluationResult.Undefined()));
        assertBinds(ReasonCode.RESULT_MALFORMED, FakePolicies.answering("{\"effect\":\"PERHAPS\"}"));
        for (EvaluationException.Code code : EvaluationException.Code.values()) {
            FakePolicies failing = new FakePolicies(_ -> {
                throw new EvaluationException(code, Span.NONE, "x");
            });
            Decision decision = decide(failing.on(TRIAL));
            assertEquals(Enforcement.ENFORCED, decision.enforcement(), code::name);
            assertEquals(Effect.DENY, decision.verdict().effect(), code::name);
        }
        assertBinds(ReasonCode.INTERNAL, new FakePolicies(_ -> {
            throw new IllegalStateException("x");
        }));
    }

    @Test
    void whatWasNotEvaluated_isADenialThatBinds() {
        FakePolicies policies = FakePolicies.answering("{\"effect\":\"ALLOW\"}").on(TRIAL);
        Facts stale = new FakeFacts(new SnapshotVersion(7, 100), NOW_NS);
        Decision decision = decide(policies, stale, Requests.CALL);
        assertEquals(ReasonCode.SNAPSHOT_STALE, decision.verdict().code());
        assertEquals(Enforcement.ENFORCED, decision.enforcement());
        DecisionRecord refused = engine.refuse(Requests.valid(), Requests.CALL, ReasonCode.OVERLOADED, "full");
        assertEquals(Enforcement.ENFORCED, refused.decision().enforcement());
    }

    @Test
    void answerThatWasNotRecorded_isADenialThatBinds() {
        Decision shadowed = decide(FakePolicies.answering(DENY).on(TRIAL));
        assertEquals(
                Enforcement.ENFORCED,
                shadowed.deniedWith(ReasonCode.LOG_UNAVAILABLE, "full").enforcement());
    }

    @Test
    void trialOfNobody_isNone() {
        assertThrows(IllegalArgumentException.class, () -> new Shadow("fake", Set.of(), NOW_NS));
    }

    private void assertBinds(ReasonCode code, FakePolicies policies) {
        Decision decision = decide(policies.on(TRIAL));
        assertEquals(code, decision.verdict().code());
        assertEquals(Enforcement.ENFORCED, decision.enforcement(), code::name);
    }
}
