package dev.portcullis.pdp.app;

import dev.portcullis.pdp.decision.ActiveState;
import dev.portcullis.pdp.decision.BundleRevision;
import dev.portcullis.pdp.decision.Facts;
import dev.portcullis.pdp.decision.Policies;
import dev.portcullis.pdp.http.Readiness;
import dev.portcullis.pdp.log.SegmentLog;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Why the server cannot decide now, or would decide on last-good parts only.
record Obstacles(Supplier<Phase> phase, ActiveState active, ServerEvents events, SegmentLog log, InstantSource clock)
        implements Readiness {
    @Override
    public List<String> obstacles() {
        List<String> obstacles = new ArrayList<>();
        Instant instant = clock.instant();
        long nowNs = instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
        ActiveState.State state = active.current();
        Policies policies = state.policies();
        Facts facts = state.facts();
        String now = phase.get().obstacle();
        if (!now.isEmpty()) {
            obstacles.add(now);
        }
        if (policies == null) {
            obstacles.add("no bundle is active");
        } else if (policies.notAfterNs() <= nowNs) {
            obstacles.add("the active bundle is past its freshness limit");
        }
        if (facts == null) {
            obstacles.add("no snapshot is active: " + events.snapshotProblem());
        } else if (facts.notAfterNs() <= nowNs) {
            obstacles.add("the active snapshot is past its freshness limit");
        }
        if (!log.counters().problem().isEmpty()) {
            obstacles.add(
                    "the decision log cannot be written: " + log.counters().problem());
        }
        return obstacles;
    }

    /// Bundles and snapshot that decide now. Every answer is enforced, and the interpreter gives all of them.
    @Override
    public RegoObject facts() {
        ActiveState.State state = active.current();
        RegoObject.Builder facts = RegoObject.builder()
                .put("enforcement", RegoString.of("ENFORCED"))
                .put("lane", RegoString.of("interpreter"));
        Policies policies = state.policies();
        if (policies != null) {
            RegoObject.Builder revisions = RegoObject.builder();
            for (BundleRevision bundle : policies.revisions()) {
                revisions.put(bundle.name(), RegoString.of(bundle.revision()));
            }
            facts.put("bundles", revisions.build());
            if (policies.notAfterNs() != Policies.NEVER_STALE) {
                facts.put("bundles_not_after_ns", RegoNumber.of(policies.notAfterNs()));
            }
        }
        Facts lineage = state.facts();
        if (lineage != null) {
            long age = clock.instant().getEpochSecond() - lineage.builtAtNs() / 1_000_000_000L;
            facts.put("snapshot", RegoString.of(lineage.version().toString()))
                    .put("snapshot_age_seconds", RegoNumber.of(age))
                    .put("snapshot_not_after_ns", RegoNumber.of(lineage.notAfterNs()));
        }
        return facts.build();
    }
}
