package dev.portcullis.pdp.facts;

import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row of a table, as a view: a look-up reads one column, and only iteration reads them all. Valid as long as
/// somebody holds a lease on the snapshot.
final class LineageRow extends RegoObject {
    private final List<Column> columns;
    private final int node;
    private Entry @Nullable [] entries;

    private record Entry(RegoString key, RegoValue value) {}

    LineageRow(List<Column> columns, int node) {
        this.columns = columns;
        this.node = node;
    }

    @Override
    public @Nullable RegoValue get(RegoValue key) {
        for (Column column : columns) {
            if (column.name().equals(key)) {
                return column.reading().of(node);
            }
        }
        return null;
    }

    @Override
    public int size() {
        return entries().length;
    }

    @Override
    public RegoValue key(int slot) {
        return entries()[slot].key();
    }

    @Override
    public RegoValue value(int slot) {
        return entries()[slot].value();
    }

    private Entry[] entries() {
        Entry[] present = entries;
        if (present == null) {
            List<Entry> read = new ArrayList<>(columns.size());
            for (Column column : columns) {
                RegoValue value = column.reading().of(node);
                if (value != null) {
                    read.add(new Entry(column.name(), value));
                }
            }
            present = read.toArray(Entry[]::new);
            entries = present;
        }
        return present;
    }
}
