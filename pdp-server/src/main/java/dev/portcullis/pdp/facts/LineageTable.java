package dev.portcullis.pdp.facts;

import dev.portcullis.rego.eval.FactTable;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.NodeTable;
import dev.portcullis.snapshot.Snapshot;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The nodes of one kind as a base document: keys are ids, found through the snapshot's index, and slots are rows in
/// order of id. Valid as long as somebody holds a lease on the snapshot.
final class LineageTable extends RegoObject implements FactTable {
    private final String name;
    private final Snapshot snapshot;
    private final NodeTable nodes;
    private final List<Column> columns;
    private int @Nullable [] sorted;

    LineageTable(String name, Snapshot snapshot, NodeTable nodes, List<Column> columns) {
        this.name = name;
        this.snapshot = snapshot;
        this.nodes = nodes;
        this.columns = List.copyOf(columns);
    }

    @Override
    public String tableName() {
        return name;
    }

    /// The columns a row may have.
    List<Column> columns() {
        return columns;
    }

    @Override
    public int size() {
        return nodes.size();
    }

    @Override
    public @Nullable RegoValue get(RegoValue key) {
        if (!(key instanceof RegoString id) || !id.isValidUtf8()) {
            return null;
        }
        int node = snapshot.node(nodes.kind(), id.value());
        return node == Snapshot.NONE ? null : new LineageRow(columns, node);
    }

    @Override
    public RegoValue key(int slot) {
        return RegoString.of(nodes.id(nodes.first() + slot));
    }

    @Override
    public RegoValue value(int slot) {
        return new LineageRow(columns, nodes.first() + slot);
    }

    /// Rows are in order of id already.
    @Override
    public int[] sortedSlots() {
        int[] slots = sorted;
        if (slots == null) {
            slots = IntStream.range(0, size()).toArray();
            sorted = slots;
        }
        return slots;
    }
}
