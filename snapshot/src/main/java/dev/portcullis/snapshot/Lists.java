package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;

/// A section of int lists, each distinct list once: offsets, then items.
final class Lists {
    private final SectionData data;
    private final long items;

    private Lists(SectionData data, long items) {
        this.data = data;
        this.items = items;
    }

    static Lists open(SectionData data) throws Corrupt {
        long items = Integer.BYTES * (data.count() + 1L);
        if (data.length() < items) {
            throw data.corrupt("has " + data.length() + " bytes, " + data.count() + " lists ask for " + items);
        }
        int last = data.intAt(items - Integer.BYTES);
        data.requireLength(items + (long) last * Integer.BYTES);
        return new Lists(data, items);
    }

    /// Checks that every item is from `low` on and below `high`.
    void check(int low, int high) throws Corrupt {
        int total = data.intAt(items - Integer.BYTES);
        data.requireOffsets(0, data.count(), total, 0, total);
        data.requireRange(items, total, low, high);
    }

    int size() {
        return data.count();
    }

    /// @param list below [#size()]
    IntList get(int list) {
        int from = data.intAt((long) list * Integer.BYTES);
        int to = data.intAt((list + 1L) * Integer.BYTES);
        return new IntList(data.bytes(), items + (long) from * Integer.BYTES, to - from);
    }
}
