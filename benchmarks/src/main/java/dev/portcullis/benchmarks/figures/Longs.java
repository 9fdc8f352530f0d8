package dev.portcullis.benchmarks.figures;

import java.util.Arrays;

/// A growing list of longs that boxes none.
public final class Longs {
    private long[] values = new long[1 << 14];
    private int size;

    public void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    public int size() {
        return size;
    }

    public long get(int index) {
        return values[index];
    }

    public long[] sorted() {
        long[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return sorted;
    }

    /// The value below which a part of the others lies.
    public static long quantile(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, Math.round(part * sorted.length))];
    }
}
