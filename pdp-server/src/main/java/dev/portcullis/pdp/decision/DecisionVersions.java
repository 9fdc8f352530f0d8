package dev.portcullis.pdp.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a decision was made with.
///
/// @param bundles revisions of the bundles; empty when none was active
/// @param snapshot null when none was active
/// @param snapshotAgeSeconds at the time of the request; 0 when there was none
public record DecisionVersions(
        List<BundleRevision> bundles, @Nullable SnapshotVersion snapshot, long snapshotAgeSeconds) {
    /// Nothing was active.
    public static final DecisionVersions NONE = new DecisionVersions(List.of(), null, 0);

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    public DecisionVersions {
        bundles = List.copyOf(bundles);
    }

    /// The versions of a state at a time in nanoseconds since 1970.
    static DecisionVersions of(ActiveState.State state, long timeNs) {
        Policies policies = state.policies();
        Facts facts = state.facts();
        List<BundleRevision> revisions = policies == null ? List.of() : policies.revisions();
        return facts == null
                ? new DecisionVersions(revisions, null, 0)
                : new DecisionVersions(
                        revisions,
                        facts.version(),
                        Math.max(0, Math.floorDiv(timeNs - facts.builtAtNs(), NANOS_PER_SECOND)));
    }
}
