package dev.portcullis.snapshot;

import java.util.Arrays;

/// Values grouped by a small number, sorted and distinct within a group: what compressed sparse rows are made of.
final class Grouped {
    private final int[] ends;
    private final long[] values;

    /// @param group the group of each value
    /// @param groups how many groups there are
    Grouped(int[] group, long[] value, int groups) {
        var next = new int[groups + 1];
        for (int g : group) {
            next[g + 1]++;
        }
        Arrays.parallelPrefix(next, Integer::sum);
        int[] starts = next.clone();
        var sorted = new long[value.length];
        for (int i = 0; i < value.length; i++) {
            sorted[next[group[i]]++] = value[i];
        }
        this.ends = new int[groups];
        this.values = sorted;
        int kept = 0;
        for (int g = 0; g < groups; g++) {
            Arrays.sort(sorted, starts[g], starts[g + 1]);
            for (int i = starts[g]; i < starts[g + 1]; i++) {
                if (i == starts[g] || sorted[i] != sorted[i - 1]) {
                    sorted[kept++] = sorted[i];
                }
            }
            ends[g] = kept;
        }
    }

    /// How many distinct values there are in all.
    int size() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    int groups() {
        return ends.length;
    }

    /// How many groups have a value.
    int occupied() {
        int occupied = 0;
        for (int g = 0; g < ends.length; g++) {
            occupied += isEmpty(g) ? 0 : 1;
        }
        return occupied;
    }

    boolean isEmpty(int group) {
        return start(group) == ends[group];
    }

    /// Where a group begins among the values.
    int start(int group) {
        return group == 0 ? 0 : ends[group - 1];
    }

    /// Where it ends.
    int end(int group) {
        return ends[group];
    }

    long value(int index) {
        return values[index];
    }
}
