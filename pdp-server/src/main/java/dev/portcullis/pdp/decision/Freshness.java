package dev.portcullis.pdp.decision;

import org.jspecify.annotations.Nullable;

/// Whether a state may decide a request now. Doubt is a refusal; the rules are tried in the order in which an
/// operator
/// would look for the cause.
public sealed interface Freshness {
    /// It may.
    record Fresh(ActiveState.Bound bound) implements Freshness {}

    /// It may not.
    record Refused(ReasonCode code, String message) implements Freshness {}

    /// Judges a state.
    ///
    /// @param minSnapshot the oldest snapshot the caller accepts; null accepts any
    /// @param timeNs the time of the request, nanoseconds since 1970
    static Freshness of(ActiveState.State state, @Nullable SnapshotVersion minSnapshot, long timeNs) {
        ActiveState.Bound bound = state.bound();
        if (bound == null) {
            return state.policies() == null
                    ? new Refused(ReasonCode.POLICY_NOT_LOADED, "no bundle is active")
                    : new Refused(ReasonCode.SNAPSHOT_NOT_LOADED, "no snapshot is active");
        }
        if (timeNs >= bound.policies().notAfterNs()) {
            return new Refused(ReasonCode.POLICY_STALE, "the active bundle is past its freshness limit");
        }
        SnapshotVersion version = bound.facts().version();
        if (timeNs >= bound.facts().notAfterNs()) {
            return new Refused(ReasonCode.SNAPSHOT_STALE, "snapshot " + version + " is past its freshness limit");
        }
        if (minSnapshot != null && version.compareTo(minSnapshot) < 0) {
            return new Refused(
                    ReasonCode.SNAPSHOT_BEHIND,
                    "snapshot " + version + " is active, the request insists on " + minSnapshot);
        }
        return new Fresh(bound);
    }
}
