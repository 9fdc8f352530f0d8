package dev.portcullis.snapshot;

import java.io.IOException;
import java.util.function.IntBinaryOperator;

/// Entries in the order of the upper bits of their hashes: the directory of the id index and of the baseline while
/// they are written. Counting sort into buckets of about four, then insertion sort inside.
final class Buckets {
    private final int bits;
    private final int[] starts;
    private final int[] order;

    /// @param hashes of the entries
    /// @param comparison of two entries of one bucket
    Buckets(long[] hashes, IntBinaryOperator comparison) {
        this.bits = HashDirectory.bits(hashes.length);
        this.starts = new int[(1 << bits) + 1];
        this.order = new int[hashes.length];
        int shift = Long.SIZE - bits;
        for (long hash : hashes) {
            starts[(int) (hash >>> shift) + 1]++;
        }
        for (int bucket = 1; bucket < starts.length; bucket++) {
            starts[bucket] += starts[bucket - 1];
        }
        int[] next = starts.clone();
        for (int entry = 0; entry < hashes.length; entry++) {
            int bucket = (int) (hashes[entry] >>> shift);
            insert(entry, starts[bucket], next[bucket]++, comparison);
        }
    }

    private void insert(int entry, int from, int at, IntBinaryOperator comparison) {
        int hole = at;
        while (hole > from && comparison.applyAsInt(order[hole - 1], entry) > 0) {
            order[hole] = order[hole - 1];
            hole--;
        }
        order[hole] = entry;
    }

    /// The entries in file order.
    int[] order() {
        return order;
    }

    /// Writes the number of bits, a reserved word, and where each bucket begins.
    void writeDirectory(SectionOutput out) throws IOException {
        out.putInt(bits);
        out.putInt(0);
        for (int start : starts) {
            out.putInt(start);
        }
    }
}
