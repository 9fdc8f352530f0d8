package dev.portcullis.pdp.facts;

import dev.portcullis.rego.value.RegoString;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.EdgeList;
import dev.portcullis.snapshot.NodeKind;
import dev.portcullis.snapshot.NodeTable;
import dev.portcullis.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;

/// Finds what a request asks for.
final class TargetResolution {
    /// Below a prefix only so many rows are looked at; a request must not cost what a whole store costs.
    static final int MAX_BELOW = 1_024;

    private static final String LIST = "secret.list";

    private final Snapshot snapshot;
    private final int active;

    TargetResolution(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.active = snapshot.stringId("active");
    }

    /// @param action the action's name; only `secret.list` asks for what is below a path
    /// @param resource the resource's id
    Target find(String action, String resource) {
        int node = snapshot.node(resource);
        if (node != Snapshot.NONE && snapshot.kind(node) != NodeKind.OWNER) {
            return row(node);
        }
        if (action.equals(LIST) && resource.endsWith("/")) {
            List<Target.Row> rows = new ArrayList<>();
            boolean complete = addBelow(snapshot.storageLocations(), resource, rows)
                    && addBelow(snapshot.resources(), resource, rows);
            return rows.isEmpty() ? new Target.Unknown() : new Target.Prefix(rows, complete);
        }
        return new Target.Unknown();
    }

    private Target.Row row(int node) {
        return new Target.Row(node, snapshot.kind(node) == NodeKind.STORAGE_LOCATION ? storedCredential(node) : node);
    }

    /// The credential in a location: the only active one, or the only one at all. Of several it would be a guess
    /// which one is handed out.
    private int storedCredential(int location) {
        EdgeList stored = snapshot.edges(Edge.Kind.STORED_IN).sources(location);
        int usable = Snapshot.NONE;
        int activeOnes = 0;
        for (int i = 0; i < stored.size(); i++) {
            int credential = stored.node(i);
            if (NodeIds.isNewEnd(stored, i) && snapshot.credentials().statusString(credential) == active) {
                usable = credential;
                activeOnes++;
            }
        }
        if (activeOnes == 0 && NodeIds.count(stored) == 1) {
            return stored.node(0);
        }
        return activeOnes == 1 ? usable : Snapshot.NONE;
    }

    /// @return false when there are more
    private boolean addBelow(NodeTable table, String prefix, List<Target.Row> rows) {
        for (int node = firstFrom(table, prefix); node < table.end(); node++) {
            if (!table.id(node).startsWith(prefix)) {
                return true;
            }
            if (rows.size() == MAX_BELOW) {
                return false;
            }
            rows.add(row(node));
        }
        return true;
    }

    /// The first node of a kind whose id is not less than `prefix`: a snapshot numbers the nodes of a kind by the
    /// order of their ids.
    private static int firstFrom(NodeTable table, String prefix) {
        RegoString wanted = RegoString.of(prefix);
        int low = table.first();
        int high = table.end();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (RegoString.of(table.id(middle)).compareTo(wanted) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
