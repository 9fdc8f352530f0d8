package dev.portcullis.snapshot;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The columns of one kind of node. Every accessor takes a node number of that kind and throws
/// IndexOutOfBoundsException for any other. Text columns come as text and, for comparisons, as string id.
public abstract sealed class NodeTable
        permits Identities, Credentials, StorageLocations, Consumers, Resources, Owners, Systems {
    private static final int ID = 0;

    private final NodeKind kind;
    private final Table table;
    private final StringHeap strings;
    private final int first;

    NodeTable(NodeKind kind, Table table, StringHeap strings, NodeNumbers numbers) {
        this.kind = kind;
        this.table = table;
        this.strings = strings;
        this.first = numbers.first(kind);
    }

    /// Which nodes these are.
    public final NodeKind kind() {
        return kind;
    }

    /// The number of the first node of this kind; those of the others follow.
    public final int first() {
        return first;
    }

    /// The number behind the last node of this kind.
    public final int end() {
        return first + table.rows();
    }

    /// How many nodes of this kind there are.
    public final int size() {
        return table.rows();
    }

    /// The canonical id of a node.
    public final String id(int node) {
        return text(ID, node);
    }

    /// The string id of the canonical id.
    public final int idString(int node) {
        return string(ID, node);
    }

    /// The nodes whose ids begin with a prefix; their numbers are consecutive, because ids ascend.
    public final NodeRange startingWith(String prefix) {
        byte[] utf8 = Utf8.bytes(prefix);
        if (utf8 == null) {
            return new NodeRange(first, first);
        }
        return new NodeRange(notBefore(strings.first(utf8, false)), notBefore(strings.first(utf8, true)));
    }

    /// The first node whose id has at least this string id.
    private int notBefore(int string) {
        int low = 0;
        int high = table.rows();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (table.intAt(ID, middle) < string) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return first + low;
    }

    final int row(int node) {
        return Objects.checkIndex(node - first, table.rows());
    }

    final int string(int column, int node) {
        return table.intAt(column, row(node));
    }

    final String text(int column, int node) {
        return strings.get(table.intAt(column, row(node)));
    }

    final @Nullable String textOrNull(int column, int node) {
        return strings.getOrNull(table.intAt(column, row(node)));
    }

    final long time(int column, int node) {
        return table.longAt(column, row(node));
    }

    final boolean flag(int column, int node) {
        return table.flagAt(column, row(node));
    }

    final Table table() {
        return table;
    }

    final StringHeap strings() {
        return strings;
    }
}
