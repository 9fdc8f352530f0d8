package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;
import java.util.function.Predicate;

/// One direction of the edges of a kind, as compressed sparse rows: the nodes that have edges, where the edges of
/// each begin, and per edge the other end and, if any edge of the kind has one, the `via`.
final class Adjacency {
    private final SectionData data;
    private final RankedNodes begins;
    private final long offsets;
    private final long others;
    private final long vias;
    private final long end;

    /// @param at where this direction begins in the section
    Adjacency(SectionData data, long at, int nodes, int begins, boolean hasVia) {
        this.data = data;
        this.begins = new RankedNodes(data, at, nodes, begins);
        this.offsets = at + RankedNodes.bytes(nodes);
        this.others = offsets + Integer.BYTES * (begins + 1L);
        long afterOthers = others + (long) Integer.BYTES * data.count();
        this.vias = hasVia ? afterOthers : Format.NONE;
        this.end = hasVia ? afterOthers + (long) Integer.BYTES * data.count() : afterOthers;
    }

    /// Where this direction ends, padding included.
    long paddedEnd() {
        return Format.align(end, Long.BYTES);
    }

    void check(NodeNumbers numbers, Predicate<NodeKind> from, Predicate<NodeKind> to, int strings) throws Corrupt {
        begins.check(numbers, from);
        data.requireOffsets(offsets, begins.members(), data.count(), 1, data.count());
        IntScan ends = data.scan(others);
        for (int edge = 0; edge < data.count(); edge++) {
            int other = ends.next();
            if (other < 0 || other >= numbers.nodes() || !to.test(numbers.kind(other))) {
                throw data.corrupt("edge " + edge + " ends at node " + other + " of " + numbers.nodes()
                        + ", or that node is of a kind that is not allowed");
            }
        }
        if (vias >= 0) {
            data.requireRange(vias, data.count(), Format.NONE, strings);
        }
        data.requireZero(end, paddedEnd());
    }

    /// The edges of a node.
    ///
    /// @param node below the number of nodes
    EdgeList of(int node) {
        int rank = begins.rank(node);
        if (rank < 0) {
            return EdgeList.EMPTY;
        }
        int from = data.intAt(offsets + (long) rank * Integer.BYTES);
        int to = data.intAt(offsets + (rank + 1L) * Integer.BYTES);
        long first = (long) from * Integer.BYTES;
        return new EdgeList(data.bytes(), to - from, others + first, vias < 0 ? Format.NONE : vias + first);
    }
}
