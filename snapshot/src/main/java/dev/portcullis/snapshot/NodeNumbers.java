package dev.portcullis.snapshot;

import org.jspecify.annotations.Nullable;

/// How a snapshot numbers its nodes: kind by kind in the order of [NodeKind], in each kind in the order of the ids.
/// One int therefore says which node and which kind. Subjects of findings are numbered behind the last node; they
/// appear only in the id index.
final class NodeNumbers {
    private static final NodeKind[] KINDS = NodeKind.values();

    /// Entry k is the first node of kind k; then the number of nodes; then that of nodes and subjects.
    private final int[] first;

    private NodeNumbers(int[] first) {
        this.first = first;
    }

    /// Numbers so many nodes of each kind and so many subjects; null when they are too many.
    static @Nullable NodeNumbers of(int[] nodesOfKind, int subjects) {
        var first = new int[KINDS.length + 2];
        long next = 0;
        for (int kind = 0; kind <= KINDS.length; kind++) {
            first[kind] = (int) next;
            next += kind < KINDS.length ? nodesOfKind[kind] : subjects;
            if (next > Format.MAX_COUNT) {
                return null;
            }
        }
        first[KINDS.length + 1] = (int) next;
        return new NodeNumbers(first);
    }

    int first(NodeKind kind) {
        return first[kind.number()];
    }

    /// The number behind the last node of a kind.
    int end(NodeKind kind) {
        return first[kind.number() + 1];
    }

    int nodes() {
        return first[KINDS.length];
    }

    int nodesAndSubjects() {
        return first[KINDS.length + 1];
    }

    boolean is(NodeKind kind, int node) {
        return node >= first(kind) && node < end(kind);
    }

    /// @throws IndexOutOfBoundsException when there is no such node
    NodeKind kind(int node) {
        if (node >= 0) {
            for (NodeKind kind : KINDS) {
                if (node < end(kind)) {
                    return kind;
                }
            }
        }
        throw new IndexOutOfBoundsException("node " + node + " of " + nodes());
    }
}
