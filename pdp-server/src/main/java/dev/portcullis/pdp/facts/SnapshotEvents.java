package dev.portcullis.pdp.facts;

import dev.portcullis.pdp.decision.SnapshotVersion;

/// Told what becomes of the snapshots a watcher finds: for logs, metrics and readiness.
public interface SnapshotEvents {
    /// A snapshot decides from now on.
    ///
    /// @param keyId the key that signed it
    /// @param tookNanos from opening the file to the swap
    void activated(SnapshotVersion version, String keyId, long tookNanos);

    /// A snapshot was not activated; the one before stays. Told once per file and cause, not at every look.
    ///
    /// @param code `missing`, `unreadable`, `trust_file`, `corrupt`, `too_old`, `too_new`, `untrusted`, `expired`,
    /// `rolled_back`, `high_water_mark` or `internal`
    /// @param message one line for an operator
    void rejected(String code, String message);
}
