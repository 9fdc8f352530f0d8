package dev.portcullis.pdp.facts;

import dev.portcullis.snapshot.FindingList;
import dev.portcullis.snapshot.Snapshot;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The findings of nodes that were asked for lately: a snapshot finds them by the hash of an id, which most requests
/// would need for six nodes. Direct-mapped; a lost race looks twice.
final class NodeFindings {
    private static final int SLOTS = 1 << 12;

    private final Snapshot snapshot;
    private final AtomicReferenceArray<@Nullable Found> slots = new AtomicReferenceArray<>(SLOTS);

    NodeFindings(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    private record Found(int node, FindingList findings) {}

    /// The findings of a node.
    FindingList of(int node) {
        int slot = node & (SLOTS - 1);
        Found found = slots.get(slot);
        if (found == null || found.node != node) {
            found = new Found(node, snapshot.findings(snapshot.id(node)));
            slots.set(slot, found);
        }
        return found.findings;
    }

    /// Whether a node is gone though evidence of it may still be there.
    boolean hasTombstone(int node) {
        FindingList findings = of(node);
        for (int i = 0; i < findings.size(); i++) {
            if (findings.tombstone(i)) {
                return true;
            }
        }
        return false;
    }
}
