package dev.portcullis.pdp.facts;

import dev.portcullis.pdp.decision.DecisionRequest;
import dev.portcullis.pdp.decision.Facts;
import dev.portcullis.pdp.decision.SnapshotVersion;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.snapshot.Snapshot;

/// An open snapshot as [Facts]. Whoever swapped it out retires it and closes the map once it is idle.
public final class LineageFacts implements Facts {
    private final Snapshot snapshot;
    private final LineageDocument document;
    private final RegoObject data;
    private final FactsLeases leases = new FactsLeases();

    /// @param snapshot from now on ours to close
    public LineageFacts(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.document = new LineageDocument(snapshot);
        this.data = new LineageTables(snapshot).document();
    }

    @Override
    public SnapshotVersion version() {
        return new SnapshotVersion(
                snapshot.version().epoch(), snapshot.version().seq());
    }

    @Override
    public long builtAtNs() {
        return snapshot.builtAtNs();
    }

    @Override
    public long notAfterNs() {
        return snapshot.notAfterNs();
    }

    @Override
    public RegoObject lineage(DecisionRequest request, long nowNs) {
        return document.of(request, nowNs);
    }

    @Override
    public RegoObject data() {
        return data;
    }

    @Override
    public boolean acquire() {
        return leases.acquire();
    }

    @Override
    public void release() {
        leases.release();
    }

    /// Grants no further lease.
    public void retire() {
        leases.retire();
    }

    /// Closes the map if nobody reads it any more. To be called again until it is true.
    ///
    /// @return whether the map is closed; always false before [#retire]
    public boolean closeIfIdle() {
        if (!leases.idle()) {
            return false;
        }
        snapshot.close();
        return true;
    }
}
