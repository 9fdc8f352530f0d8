package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;

/// The columns of one table section. Rows are counted from 0; the caller has checked them against [#rows()], because
/// a row too far would read the next column.
final class Table {
    private final SectionData data;
    private final TableLayout layout;
    private final long[] columns;

    private Table(SectionData data, TableLayout layout) {
        this.data = data;
        this.layout = layout;
        this.columns = new long[layout.columns().size()];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = layout.offset(column, data.count());
        }
    }

    static Table open(SectionData data, TableLayout layout) throws Corrupt {
        data.requireLength(layout.length(data.count()));
        return new Table(data, layout);
    }

    int rows() {
        return data.count();
    }

    int intAt(int column, int row) {
        return data.intAt(columns[column] + (long) row * Integer.BYTES);
    }

    long longAt(int column, int row) {
        return data.longAt(columns[column] + (long) row * Long.BYTES);
    }

    boolean flagAt(int column, int row) {
        return data.byteAt(columns[column] + row) != 0;
    }

    double scoreAt(int column, int row) {
        return Double.longBitsToDouble(longAt(column, row));
    }

    /// Checks every value of every column against what it may refer to.
    void check(Limits limits) throws Corrupt {
        for (int column = 0; column < columns.length; column++) {
            ColumnType type = layout.columns().get(column);
            check(type, columns[column], limits);
            long used = columns[column] + (long) type.bytes() * rows();
            data.requireZero(used, Format.align(used, Long.BYTES));
        }
    }

    private void check(ColumnType type, long at, Limits limits) throws Corrupt {
        NodeNumbers nodes = limits.nodes();
        switch (type) {
            case ID -> requireAscending(at, Format.NONE, limits.strings());
            case STRING -> data.requireRange(at, rows(), 0, limits.strings());
            case OPTIONAL_STRING -> data.requireRange(at, rows(), Format.NONE, limits.strings());
            case OWNER -> requireKind(NodeKind.OWNER, at, nodes, false);
            case OPTIONAL_OWNER -> requireKind(NodeKind.OWNER, at, nodes, true);
            case OPTIONAL_RESOURCE -> requireKind(NodeKind.RESOURCE, at, nodes, true);
            case OPTIONAL_REGIONS -> data.requireRange(at, rows(), Format.NONE, limits.regionLists());
            case ESCALATION -> data.requireRange(at, rows(), 0, limits.escalations());
            case OPTIONAL_COUNT -> data.requireRange(at, rows(), Format.NONE, Integer.MAX_VALUE);
            case FINDINGS_END -> {
                int end = requireAscending(at, 0, limits.findings() + 1);
                if (end != limits.findings()) {
                    throw data.corrupt("ends at " + end + " instead of " + limits.findings());
                }
            }
            case TIME, OPTIONAL_TIME -> {}
            case SCORE -> requireScores(at);
            case FLAG -> data.requireBytes(at, rows(), 2);
        }
    }

    private void requireKind(NodeKind kind, long at, NodeNumbers nodes, boolean optional) throws Corrupt {
        IntScan values = data.scan(at);
        for (int row = 0; row < rows(); row++) {
            int node = values.next();
            if (!nodes.is(kind, node) && !(optional && node == Format.NONE)) {
                throw data.corrupt("row " + row + " refers to node " + node + ", allowed is " + kind.word() + " "
                        + nodes.first(kind) + " to below " + nodes.end(kind));
            }
        }
    }

    /// @return the last value, or `before` when there is none
    private int requireAscending(long at, int before, int limit) throws Corrupt {
        IntScan values = data.scan(at);
        int last = before;
        for (int row = 0; row < rows(); row++) {
            int value = values.next();
            if (value <= last || value >= limit) {
                throw data.corrupt("row " + row + " has " + value + " behind " + last + ", the limit is " + limit);
            }
            last = value;
        }
        return last;
    }

    private void requireScores(long at) throws Corrupt {
        IntScan values = data.scan(at);
        for (int row = 0; row < rows(); row++) {
            double score = Double.longBitsToDouble(values.nextLong());
            if (!(score >= 0 && score <= 1)) {
                throw data.corrupt("row " + row + " has score " + score + ", allowed is 0 to 1");
            }
        }
    }

    /// What references may go up to.
    ///
    /// @param strings number of strings
    /// @param findings number of findings
    record Limits(NodeNumbers nodes, int strings, int regionLists, int escalations, int findings) {}
}
