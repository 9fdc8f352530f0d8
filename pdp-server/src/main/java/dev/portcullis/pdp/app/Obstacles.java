package dev.portcullis.pdp.app;

import dev.portcullis.pdp.decision.ActiveState;
import dev.portcullis.pdp.decision.BundleRevision;
import dev.portcullis.pdp.decision.Caller;
import dev.portcullis.pdp.decision.Enforcement;
import dev.portcullis.pdp.decision.Facts;
import dev.portcullis.pdp.decision.Policies;
import dev.portcullis.pdp.decision.Shadow;
import dev.portcullis.pdp.http.Readiness;
import dev.portcullis.pdp.log.SegmentLog;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

    /// Bundles and snapshot that decide now, by the interpreter, and whether a trial keeps answers from being
    /// enforced.
    @Override
    public RegoObject facts() {
        ActiveState.State state = active.current();
        RegoObject.Builder facts = RegoObject.builder().put("lane", RegoString.of("interpreter"));
        Policies policies = state.policies();
        putShadow(facts, policies == null ? null : policies.shadow());
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

    private void putShadow(RegoObject.Builder facts, @Nullable Shadow shadow) {
        Instant now = clock.instant();
        if (shadow == null || !shadow.isOn(now.getEpochSecond() * 1_000_000_000L + now.getNano())) {
            facts.put("enforcement", RegoString.of(Enforcement.ENFORCED.name()));
            return;
        }
        List<RegoValue> callers = new ArrayList<>();
        shadow.callers().stream().map(Caller::toString).sorted().forEach(text -> callers.add(RegoString.of(text)));
        facts.put("enforcement", RegoString.of(Enforcement.SHADOW.name()))
                .put(
                        "shadow",
                        RegoObject.builder()
                                .put("bundle", RegoString.of(shadow.bundle()))
                                .put("callers", RegoArray.copyOf(callers))
                                .put("until_ns", RegoNumber.of(shadow.untilNs()))
                                .build());
    }
}
