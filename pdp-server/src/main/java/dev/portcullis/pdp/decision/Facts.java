package dev.portcullis.pdp.decision;

import dev.portcullis.rego.value.RegoObject;

/// One lineage snapshot, as decisions use it. Reading is allowed only under a lease: whoever swapped a snapshot out
/// closes it when its last lease is given back.
public interface Facts {
    /// Its place in the order of snapshots.
    SnapshotVersion version();

    /// When the graph was read, nanoseconds since 1970.
    long builtAtNs();

    /// From then on it must not decide, nanoseconds since 1970.
    long notAfterNs();

    /// `input.lineage` for one request; what is not known is an absent key. May be a view that reads the snapshot
    /// later,
    /// under the same lease.
    ///
    /// @param nowNs the time of the request, nanoseconds since 1970; ages are relative to it
    RegoObject lineage(DecisionRequest request, long nowNs);

    /// `data.lineage`: the whole snapshot as a lazy base document of [dev.portcullis.rego.eval.FactTable]s.
    RegoObject data();

    /// Takes a lease. False when the snapshot is already closed; the caller then looks for the active one again.
    boolean acquire();

    /// Gives one lease back; may happen on another thread than [#acquire].
    void release();
}
