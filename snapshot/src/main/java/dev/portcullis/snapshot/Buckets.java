package dev.portcullis.snapshot;

import java.util.function.IntBinaryOperator;
import java.util.function.LongToIntFunction;

/// Entries in the order of their buckets, as the hashed sections store them. Counting sort, because a bucket gets
/// about four, then insertion sort inside.
final class Buckets {
    private final int[] starts;
    private final int[] order;

    /// @param hashes of the entries
    /// @param buckets how many there are
    /// @param bucketOf the bucket of a hash
    /// @param comparison of two entries of one bucket
    Buckets(long[] hashes, int buckets, LongToIntFunction bucketOf, IntBinaryOperator comparison) {
        this.starts = new int[buckets + 1];
        this.order = new int[hashes.length];
        for (long hash : hashes) {
            starts[bucketOf.applyAsInt(hash) + 1]++;
        }
        for (int bucket = 1; bucket < starts.length; bucket++) {
            starts[bucket] += starts[bucket - 1];
        }
        int[] next = starts.clone();
        for (int entry = 0; entry < hashes.length; entry++) {
            int bucket = bucketOf.applyAsInt(hashes[entry]);
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

    /// Where each bucket begins in that order, and where the last ends.
    int[] starts() {
        return starts;
    }
}
