package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;
import java.util.function.Predicate;

/// A set of nodes that numbers its members: per 64 nodes one block of 16 bytes, holding a bit per node and the number
/// of members before the block. A look-up costs one block; a node that is no member costs a quarter of a byte.
final class RankedNodes {
    static final int BLOCK_BYTES = 16;

    private final SectionData data;
    private final long at;
    private final int nodes;
    private final int members;

    RankedNodes(SectionData data, long at, int nodes, int members) {
        this.data = data;
        this.at = at;
        this.nodes = nodes;
        this.members = members;
    }

    /// The space for so many nodes.
    static long bytes(int nodes) {
        return (nodes + 63L) / 64 * BLOCK_BYTES;
    }

    int members() {
        return members;
    }

    /// The place of a node among the members, or [Format#NONE].
    ///
    /// @param node below the number of nodes
    int rank(int node) {
        long block = at + (long) (node >>> 6) * BLOCK_BYTES;
        long bits = data.longAt(block);
        long bit = 1L << node;
        if ((bits & bit) == 0) {
            return Format.NONE;
        }
        return data.intAt(block + Long.BYTES) + Long.bitCount(bits & bit - 1);
    }

    /// Checks the ranks, that there are as many members as expected, and that all are of an allowed kind.
    void check(NodeNumbers numbers, Predicate<NodeKind> allowed) throws Corrupt {
        IntScan scan = data.scan(at);
        int seen = 0;
        for (long block = 0; block < bytes(nodes) / BLOCK_BYTES; block++) {
            long bits = scan.nextLong();
            int rank = scan.next();
            int reserved = scan.next();
            if (rank != seen || reserved != 0) {
                throw data.corrupt("block " + block + " has rank " + rank + " and reserved bytes " + reserved
                        + ", instead of rank " + seen + " and zeros");
            }
            seen += Long.bitCount(bits);
        }
        if (seen != members || before(nodes) != members) {
            throw data.corrupt("the blocks hold " + seen + " nodes instead of " + members);
        }
        for (NodeKind kind : NodeKind.values()) {
            if (!allowed.test(kind) && before(numbers.end(kind)) != before(numbers.first(kind))) {
                throw data.corrupt("the blocks hold a node of kind " + kind.word() + ", which is not allowed");
            }
        }
    }

    /// How many members come before a node number, which may be that behind the last node.
    private int before(int node) {
        if (node == 0) {
            return 0;
        }
        int last = node - 1;
        long block = at + (long) (last >>> 6) * BLOCK_BYTES;
        return data.intAt(block + Long.BYTES) + Long.bitCount(data.longAt(block) << (63 - last));
    }
}
