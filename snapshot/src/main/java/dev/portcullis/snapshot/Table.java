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
            case ID -> requireAscending(at, -1, limits.strings());
            case STRING -> data.requireRange(at, rows(), 0, limits.strings());
            case OPTIONAL_STRING -> data.requireRange(at, rows(), Format.NONE, limits.strings());
            case OWNER -> requireKind(NodeKind.OWNER, at, nodes, false);
            case OPTIONAL_OWNER -> requireKind(NodeKind.OWNER, at, nodes, true);
            case OPTIONAL_RESOURCE -> requireKind(NodeKind.RESOURCE, at, nodes, true);
            case OPTIONAL_REGIONS -> data.requireRange(at, rows(), Format.NONE, limits.regionLists());
            case ESCALATION -> data.requireRange(at, rows(), 0, limits.escalations());
            case OPTIONAL_COUNT -> data.requireRange(at, rows(), Format.NONE, Integer.MAX_VALUE);
            case FINDINGS_END -> {
                requireAscending(at, 0, limits.findings() + 1);
                requireLast(at, limits.findings());
            }
            case TIME, OPTIONAL_TIME -> {}
            case SCORE -> requireScores(at);
            case FLAG -> requireFlags(at);
        }
    }

    private void requireKind(NodeKind kind, long at, NodeNumbers nodes, boolean optional) throws Corrupt {
        for (int row = 0; row < rows(); row++) {
            int node = data.intAt(at + (long) row * Integer.BYTES);
            if (!nodes.is(kind, node) && !(optional && node == Format.NONE)) {
                throw data.corrupt("row " + row + " refers to node " + node + ", allowed is " + kind.word() + " "
                        + nodes.first(kind) + " to below " + nodes.end(kind));
            }
        }
    }

    private void requireAscending(long at, int before, int limit) throws Corrupt {
        int last = before;
        for (int row = 0; row < rows(); row++) {
            int value = data.intAt(at + (long) row * Integer.BYTES);
            if (value <= last || value >= limit) {
                throw data.corrupt("row " + row + " has " + value + " behind " + last + ", the limit is " + limit);
            }
            last = value;
        }
    }

    private void requireLast(long at, int expected) throws Corrupt {
        int last = rows() == 0 ? 0 : data.intAt(at + (rows() - 1L) * Integer.BYTES);
        if (last != expected) {
            throw data.corrupt("ends at " + last + " instead of " + expected);
        }
    }

    private void requireScores(long at) throws Corrupt {
        for (int row = 0; row < rows(); row++) {
            double score = Double.longBitsToDouble(data.longAt(at + (long) row * Long.BYTES));
            if (!(score >= 0 && score <= 1)) {
                throw data.corrupt("row " + row + " has score " + score + ", allowed is 0 to 1");
            }
        }
    }

    private void requireFlags(long at) throws Corrupt {
        for (int row = 0; row < rows(); row++) {
            byte flag = data.byteAt(at + row);
            if (flag != 0 && flag != 1) {
                throw data.corrupt("row " + row + " has flag " + flag + ", allowed is 0 or 1");
            }
        }
    }

    /// What references may go up to.
    ///
    /// @param strings number of strings
    /// @param findings number of findings
    record Limits(NodeNumbers nodes, int strings, int regionLists, int escalations, int findings) {}
}
