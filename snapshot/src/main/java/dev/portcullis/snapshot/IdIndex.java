package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;

/// From an id to its node number. The upper bits of the id's keyed hash choose a bucket; the entries of a bucket hold
/// the lower 32 bits, the node number, and where in the string heap the id lies; the last word has the comparison of
/// the whole id. A look-up touches the directory, one or two lines of entries, and the id: three dependent misses.
///
/// INVARIANT: in a bucket, entries ascend by tag and then by node number, so of equal ids the lower kind is found
/// first.
final class IdIndex {
    static final int ENTRY_BYTES = 16;

    /// The lower bits of a place hold the length of the id, the upper ones its offset in the string heap.
    static final int LENGTH_BITS = 16;

    private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

    private final SectionData data;
    private final HashDirectory directory;
    private final HashKey key;
    private final StringHeap strings;

    private IdIndex(SectionData data, HashDirectory directory, HashKey key, StringHeap strings) {
        this.data = data;
        this.directory = directory;
        this.key = key;
        this.strings = strings;
    }

    static IdIndex open(SectionData data, HashKey hashKey, StringHeap strings) throws Corrupt {
        return new IdIndex(data, HashDirectory.open(data, ENTRY_BYTES), hashKey.idIndex(), strings);
    }

    void check(NodeNumbers numbers) throws Corrupt {
        if (data.count() != numbers.nodesAndSubjects()) {
            throw data.corrupt("has " + data.count() + " entries for " + numbers.nodesAndSubjects() + " ids");
        }
        directory.check();
        IntScan entries = data.scan(directory.at(0));
        for (int entry = 0; entry < data.count(); entry++) {
            entries.next();
            int node = entries.next();
            long place = entries.nextLong();
            if (node < 0 || node >= numbers.nodesAndSubjects() || !strings.holds(offset(place), length(place))) {
                throw data.corrupt("entry " + entry + " holds node " + node + " of " + numbers.nodesAndSubjects()
                        + " and an id of " + length(place) + " bytes at " + offset(place));
            }
        }
    }

    /// The node of an id within a range of node numbers, or [Format#NONE].
    int find(byte[] id, int first, int end) {
        long hash = SipHash.hash(key, id);
        int tag = (int) hash;
        long to = directory.end(hash);
        for (long at = directory.first(hash); at < to; at += ENTRY_BYTES) {
            if (data.intAt(at) == tag && isId(at, id) && node(at) >= first && node(at) < end) {
                return node(at);
            }
        }
        return Format.NONE;
    }

    private boolean isId(long at, byte[] id) {
        long place = place(at);
        return length(place) == id.length && strings.equalsAt(offset(place), id);
    }

    private int node(long at) {
        return data.intAt(at + Integer.BYTES);
    }

    private long place(long at) {
        return data.longAt(at + Long.BYTES);
    }

    private static long offset(long place) {
        return place >>> LENGTH_BITS;
    }

    private static int length(long place) {
        return (int) place & LENGTH_MASK;
    }
}
