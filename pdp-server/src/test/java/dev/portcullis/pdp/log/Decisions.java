package dev.portcullis.pdp.log;

import dev.portcullis.pdp.decision.ActiveState;
import dev.portcullis.pdp.decision.DecisionEngine;
import dev.portcullis.pdp.decision.DecisionIds;
import dev.portcullis.pdp.decision.DecisionRecord;
import dev.portcullis.pdp.decision.FakeFacts;
import dev.portcullis.pdp.decision.FakePolicies;
import dev.portcullis.pdp.decision.Limits;
import dev.portcullis.pdp.decision.Policies;
import dev.portcullis.pdp.decision.Requests;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Decisions to be logged, made by the real engine over hand-written policies and facts.
final class Decisions {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-02T09:00:00Z"));
    /// Ids differ between all decisions of a test run, as they do between those of a server.
    private static final AtomicLong MADE = new AtomicLong();

    static final RegoObject ROW = RegoObject.of(Map.of("environment", RegoString.of("production")));

    final FakeFacts facts = FakeFacts.fresh();
    private final ActiveState active = new ActiveState();
    private final DecisionEngine engine;

    Decisions(Policies policies) {
        active.swapPolicies(policies);
        active.swapFacts(facts);
        engine = new DecisionEngine(
                active,
                Limits.Evaluation.DEFAULT,
                CLOCK,
                () -> 0,
                timeNs -> DecisionIds.versionSeven(timeNs, 0, MADE.incrementAndGet()),
                (_, fault) -> {
                    throw new AssertionError(fault);
                });
    }

    /// Denials by a policy that reads one row.
    static Decisions denied() {
        FakeFacts.Table table = new FakeFacts.Table();
        return new Decisions(new FakePolicies(context -> {
            context.rows().rowRead(table, RegoString.of("vault:secret:a"), ROW);
            return FakePolicies.defined(FakePolicies.json("""
                    {"effect": "DENY", "reasons": ["b", "a"], "labels": {"team": "x"},
                     "obligations": [{"type": "notify", "properties": {"to": ["q"], "n": 1.50}}]}
                    """));
        }));
    }

    static Decisions answering(String json) {
        return new Decisions(FakePolicies.answering(json));
    }

    DecisionRecord next() {
        return engine.decide(Requests.valid(), Requests.CALL);
    }
}
