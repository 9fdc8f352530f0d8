package dev.portcullis.snapshot;

import java.io.IOException;

/// Writes the set of nodes whose group is not empty, as [RankedNodes] reads it.
final class RankedNodesWriter {
    private RankedNodesWriter() {}

    static void write(Grouped groups, SectionOutput out) throws IOException {
        int rank = 0;
        for (int first = 0; first < groups.groups(); first += Long.SIZE) {
            long bits = 0;
            for (int node = first; node < Math.min(groups.groups(), first + Long.SIZE); node++) {
                bits |= groups.isEmpty(node) ? 0 : 1L << node;
            }
            out.putLong(bits);
            out.putInt(rank);
            out.putInt(0);
            rank += Long.bitCount(bits);
        }
    }
}
