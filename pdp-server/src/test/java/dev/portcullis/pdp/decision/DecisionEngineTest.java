package dev.portcullis.pdp.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.eval.EvaluationResult;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionEngineTest {
    private static final long NOW_NS = 1_793_610_000_000_000_000L;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(NOW_NS / 1_000_000_000L));
    private static final String ALLOW = "{\"effect\":\"ALLOW\"}";

    private final ActiveState active = new ActiveState();
    private final List<Throwable> faults = new ArrayList<>();
    private long nanos = 1_000;
    private final DecisionEngine engine = new DecisionEngine(
            active,
            Limits.Evaluation.DEFAULT,
            CLOCK,
            () -> nanos,
            timeNs -> DecisionIds.versionSeven(timeNs, 1, 2),
            (_, fault) -> faults.add(fault));

    @Test
    void decide_allowedByPolicy() {
        active.swapPolicies(FakePolicies.answering(ALLOW));
        active.swapFacts(FakeFacts.fresh());

        DecisionRecord record = engine.decide(Requests.valid(), Requests.CALL);

        Decision decision = record.decision();
        assertEquals(Effect.ALLOW, decision.verdict().effect());
        assertNull(decision.verdict().code());
        assertEquals("t9", decision.requestId());
        assertEquals(new SnapshotVersion(7, 100), decision.versions().snapshot());
        assertEquals(60, decision.versions().snapshotAgeSeconds());
        assertEquals(
                List.of(new BundleRevision("fake", "1")), decision.versions().bundles());
        assertEquals(Enforcement.ENFORCED, decision.enforcement());
        assertEquals(7, decision.id().version());
        assertEquals(NOW_NS / 1_000_000, decision.id().getMostSignificantBits() >>> 16);
        assertEquals("data.portcullis.decision", record.read().entrypoint());
        assertEquals(NOW_NS, record.timeNs());
    }

    @Test
    void decide_nothingLoaded() {
        assertEquals(ReasonCode.POLICY_NOT_LOADED, codeOf(Requests.valid(), Requests.CALL));

        active.swapPolicies(FakePolicies.answering(ALLOW));
        assertEquals(ReasonCode.SNAPSHOT_NOT_LOADED, codeOf(Requests.valid(), Requests.CALL));
    }

    @Test
    void decide_factsButNoPolicies() {
        active.swapFacts(FakeFacts.fresh());

        assertEquals(ReasonCode.POLICY_NOT_LOADED, codeOf(Requests.valid(), Requests.CALL));
    }

    @Test
    void decide_atNotAfter_isStale() {
        active.swapPolicies(FakePolicies.answering(ALLOW));
        active.swapFacts(new FakeFacts(new SnapshotVersion(7, 100), NOW_NS));
        assertEquals(ReasonCode.SNAPSHOT_STALE, codeOf(Requests.valid(), Requests.CALL));

        active.swapFacts(new FakeFacts(new SnapshotVersion(7, 100), NOW_NS + 1));
        assertNull(codeOf(Requests.valid(), Requests.CALL));
    }

    @Test
    void decide_policyPastItsLimit_isStale() {
        active.swapPolicies(new FakePolicies(_ -> FakePolicies.defined(FakePolicies.json(ALLOW)), NOW_NS, null));
        active.swapFacts(FakeFacts.fresh());

        assertEquals(ReasonCode.POLICY_STALE, codeOf(Requests.valid(), Requests.CALL));
    }

    @Test
    void decide_snapshotOlderThanRequested() {
        active.swapPolicies(FakePolicies.answering(ALLOW));
        active.swapFacts(FakeFacts.fresh());

        assertNull(codeOf(Requests.insistingOn(new SnapshotVersion(7, 100)), Requests.CALL));
        assertNull(codeOf(Requests.insistingOn(new SnapshotVersion(6, 900)), Requests.CALL));
        assertEquals(
                ReasonCode.SNAPSHOT_BEHIND, codeOf(Requests.insistingOn(new SnapshotVersion(7, 101)), Requests.CALL));
        assertEquals(
                ReasonCode.SNAPSHOT_BEHIND, codeOf(Requests.insistingOn(new SnapshotVersion(8, 0)), Requests.CALL));
    }

    @Test
    void decide_afterTheDeadline() {
        active.swapPolicies(FakePolicies.answering(ALLOW));
        active.swapFacts(FakeFacts.fresh());

        assertEquals(ReasonCode.DEADLINE_EXCEEDED, codeOf(Requests.valid(), new Call("grpc", Requests.CALLER, nanos)));
        assertNull(codeOf(Requests.valid(), new Call("grpc", Requests.CALLER, nanos + 1)));
    }

    @Test
    void decide_evaluatorGetsTheEarlierDeadline() {
        List<Long> deadlines = new ArrayList<>();
        active.swapPolicies(new FakePolicies(context -> {
            deadlines.add(context.deadlineNanos());
            return FakePolicies.defined(FakePolicies.json(ALLOW));
        }));
        active.swapFacts(FakeFacts.fresh());

        engine.decide(Requests.valid(), Requests.CALL);
        engine.decide(Requests.valid(), new Call("grpc", Requests.CALLER, nanos + 10));
        engine.decide(Requests.valid(), new Call("grpc", Requests.CALLER, nanos + 10_000_000_000L));

        assertEquals(List.of(nanos + 5_000_000, nanos + 10, nanos + 5_000_000), deadlines);
    }

    @Test
    void decide_triesOnceMoreAfterItsOwnLimit() {
        List<Long> deadlines = new ArrayList<>();
        active.swapPolicies(new FakePolicies(context -> {
            deadlines.add(context.deadlineNanos());
            nanos += 7_000_000;
            if (deadlines.size() % 2 == 1) {
                throw new EvaluationException(EvaluationException.Code.DEADLINE, Span.NONE, "late");
            }
            return FakePolicies.defined(FakePolicies.json(ALLOW));
        }));
        active.swapFacts(FakeFacts.fresh());
        long started = nanos;

        assertNull(codeOf(Requests.valid(), Requests.CALL));
        assertEquals(List.of(started + 5_000_000, started + 12_000_000), deadlines);
    }

    @Test
    void decide_triesNoMoreThanOnce() {
        AtomicInteger evaluations = new AtomicInteger();
        active.swapPolicies(new FakePolicies(_ -> {
            evaluations.incrementAndGet();
            nanos += 7_000_000;
            throw new EvaluationException(EvaluationException.Code.DEADLINE, Span.NONE, "late");
        }));
        active.swapFacts(FakeFacts.fresh());

        assertEquals(ReasonCode.DEADLINE_EXCEEDED, codeOf(Requests.valid(), Requests.CALL));
        assertEquals(2, evaluations.get());
    }

    @Test
    void decide_doesNotTryAgainForACallerWhoHasGone() {
        AtomicInteger evaluations = new AtomicInteger();
        active.swapPolicies(new FakePolicies(_ -> {
            evaluations.incrementAndGet();
            nanos += 7_000_000;
            throw new EvaluationException(EvaluationException.Code.DEADLINE, Span.NONE, "late");
        }));
        active.swapFacts(FakeFacts.fresh());

        Call call = new Call("grpc", Requests.CALLER, nanos + 6_000_000);
        assertEquals(ReasonCode.DEADLINE_EXCEEDED, codeOf(Requests.valid(), call));
        assertEquals(1, evaluations.get());
    }

    @Test
    void decide_evaluationFails() {
        active.swapPolicies(new FakePolicies(_ -> {
            throw new EvaluationException(EvaluationException.Code.CONFLICT, Span.NONE, "two values: s3cret");
        }));
        active.swapFacts(FakeFacts.fresh());

        DecisionRecord record = engine.decide(Requests.valid(), Requests.CALL);

        assertEquals(ReasonCode.EVAL_CONFLICT, record.decision().verdict().code());
        assertTrue(!record.decision().verdict().message().contains("s3cret"));
        assertEquals(FakeFacts.LINEAGE, record.read().lineage());
    }

    @Test
    void decide_anythingElse_isInternal() {
        for (Throwable fault : List.of(
                new IllegalStateException("x"),
                new StackOverflowError(),
                new InternalError("map"),
                new AssertionError())) {
            faults.clear();
            active.swapPolicies(new FakePolicies(_ -> throwing(fault)));
            active.swapFacts(FakeFacts.fresh());

            assertEquals(ReasonCode.INTERNAL, codeOf(Requests.valid(), Requests.CALL));
            assertEquals(List.of(fault), faults);
        }
    }

    @Test
    void decide_inputDocument() {
        List<EvaluationContext> seen = new ArrayList<>();
        active.swapPolicies(new FakePolicies(context -> {
            seen.add(context);
            return FakePolicies.defined(FakePolicies.json(ALLOW));
        }));
        active.swapFacts(FakeFacts.fresh());

        engine.decide(Requests.valid(), Requests.CALL);

        assertEquals(FakePolicies.json("""
                        {"request": {"id": "t9", "time_ns": 1793610000000000000, "door": "grpc", "dry_run": false,
                                     "caller": {"type": "uid", "id": "1000"}},
                         "subject": {"type": "mcp_server", "id": "endpoint:mcp_server:lt-dana-01/db-explorer",
                                     "properties": {},
                                     "actor_chain": [{"type": "user", "id": "okta:user:larkfield/dana.kim"}]},
                         "action": {"name": "secret.read", "properties": {}},
                         "resource": {"type": "vault_secret", "id": "vault:secret:vault-prod/kv/payments/psp-api-key",
                                      "properties": {"version": "3"}},
                         "context": {"environment": "development", "region": "eu-west-1", "network_zone": "office",
                                     "address": "10.40.0.5", "requested_ttl_s": 3600, "requested_scopes": ["read"],
                                     "task": {"type": "refund", "id": "r-1"},
                                     "session": {"id": "s-1", "granted_to": "okta:user:larkfield/dana.kim"},
                                     "approval": {"id": "a-1"}},
                         "lineage": {"target": {"environment": "production"}}}
                        """), seen.getFirst().input());
        assertEquals(NOW_NS, seen.getFirst().environment().nowNs());
        assertTrue(seen.getFirst().strictBuiltinErrors());
    }

    @Test
    void decide_withoutRequestId_inputHasTheDecisionId() {
        List<EvaluationContext> seen = new ArrayList<>();
        active.swapPolicies(new FakePolicies(context -> {
            seen.add(context);
            return new EvaluationResult.Undefined();
        }));
        active.swapFacts(FakeFacts.fresh());

        UUID id = engine.decide(Requests.withId(""), Requests.CALL).decision().id();

        RegoObject request = (RegoObject)
                ((RegoObject) java.util.Objects.requireNonNull(seen.getFirst().input())).get("request");
        assertEquals(
                RegoString.of(id.toString()),
                java.util.Objects.requireNonNull(request).get("id"));
    }

    @Test
    void decide_sameIdAndTime_sameRandomness() {
        UUID id = DecisionIds.versionSeven(NOW_NS, 5, 6);

        assertEquals(
                new EnvironmentAt(NOW_NS, id).random().nextLong(),
                new EnvironmentAt(NOW_NS, id).random().nextLong());
    }

    @Test
    void decide_rowsReadAreRecordedOnce() {
        FakeFacts.Table table = new FakeFacts.Table();
        active.swapPolicies(new FakePolicies(context -> {
            context.rows().rowRead(table, RegoString.of("a"), RegoBoolean.TRUE);
            context.rows().rowRead(table, RegoNumber.of(7), RegoBoolean.FALSE);
            context.rows().rowRead(table, RegoString.of("a"), RegoBoolean.TRUE);
            return FakePolicies.defined(FakePolicies.json(ALLOW));
        }));
        active.swapFacts(FakeFacts.fresh());

        DecisionRecord record = engine.decide(Requests.valid(), Requests.CALL);

        assertEquals(
                List.of(
                        new FactsRead.Row("resources", "a", RegoBoolean.TRUE),
                        new FactsRead.Row("resources", "7", RegoBoolean.FALSE)),
                record.read().rows());
    }

    @Test
    void decide_moreRowsThanAllowed() {
        FakeFacts.Table table = new FakeFacts.Table();
        active.swapPolicies(new FakePolicies(context -> {
            for (int i = 0; i <= Limits.Evaluation.DEFAULT.rows(); i++) {
                context.rows().rowRead(table, RegoNumber.of(i), RegoBoolean.TRUE);
            }
            return FakePolicies.defined(FakePolicies.json(ALLOW));
        }));
        active.swapFacts(FakeFacts.fresh());

        assertEquals(ReasonCode.BUDGET_EXCEEDED, codeOf(Requests.valid(), Requests.CALL));
    }

    @Test
    void decide_leaseIsHeldUntilReleased() {
        FakeFacts facts = FakeFacts.fresh();
        active.swapPolicies(FakePolicies.answering(ALLOW));
        active.swapFacts(facts);

        DecisionRecord record = engine.decide(Requests.valid(), Requests.CALL);
        assertEquals(1, facts.leases());
        record.read().release();

        assertEquals(0, facts.leases());
    }

    @Test
    void acquire_closedFacts_looksAgain() {
        FakeFacts first = FakeFacts.fresh();
        FakeFacts second = FakeFacts.fresh();
        active.swapFacts(first);
        assertEquals(first, active.swapFacts(second));
        first.close();

        ActiveState.State state = active.acquire();

        assertEquals(second, state.facts());
        assertEquals(1, second.leases());
    }

    @Test
    void swap_bindingFails_keepsTheLastState() {
        active.swapPolicies(FakePolicies.answering(ALLOW));
        active.swapFacts(FakeFacts.fresh());
        Policies broken = new UnbindablePolicies();

        org.junit.jupiter.api.Assertions.assertThrows(IllegalStateException.class, () -> active.swapPolicies(broken));

        assertNull(codeOf(Requests.valid(), Requests.CALL));
    }

    @Test
    void refuse_evaluatesNothing() {
        active.swapPolicies(FakePolicies.answering(ALLOW));
        active.swapFacts(FakeFacts.fresh());

        DecisionRecord record = engine.refuse(Requests.valid(), Requests.CALL, ReasonCode.OVERLOADED, "busy");

        assertEquals(ReasonCode.OVERLOADED, record.decision().verdict().code());
        assertEquals("busy", record.decision().verdict().message());
        assertEquals("", record.read().entrypoint());
    }

    private @org.jspecify.annotations.Nullable ReasonCode codeOf(DecisionRequest request, Call call) {
        DecisionRecord record = engine.decide(request, call);
        record.read().release();
        return record.decision().verdict().code();
    }

    private static EvaluationResult throwing(Throwable fault) {
        if (fault instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) fault;
    }

    /// Policies that cannot be bound to any facts.
    private static final class UnbindablePolicies implements Policies {
        private final Policies others = FakePolicies.answering(ALLOW);

        @Override
        public List<BundleRevision> revisions() {
            return others.revisions();
        }

        @Override
        public String entrypoint() {
            return others.entrypoint();
        }

        @Override
        public boolean strictBuiltinErrors() {
            return true;
        }

        @Override
        public long notAfterNs() {
            return NEVER_STALE;
        }

        @Override
        public @Nullable Shadow shadow() {
            return null;
        }

        @Override
        public Evaluator bind(RegoObject lineage) {
            throw new IllegalStateException("overlap");
        }
    }
}
