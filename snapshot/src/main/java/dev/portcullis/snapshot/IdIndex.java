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

    static final int MAX_BITS = 28;

    private static final int DIRECTORY = 8;
    private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

    private final SectionData data;
    private final HashKey key;
    private final StringHeap strings;
    private final int shift;
    private final long entries;

    private IdIndex(SectionData data, HashKey key, StringHeap strings, int bits) {
        this.data = data;
        this.key = key;
        this.strings = strings;
        this.shift = Long.SIZE - bits;
        this.entries = entries(bits);
    }

    /// How many bits the directory of so many entries uses: buckets of about four, one cache line.
    static int bits(int entries) {
        int buckets = Math.max(1, entries >>> 2);
        return Math.min(MAX_BITS, Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(buckets - 1)));
    }

    private static long entries(int bits) {
        return Format.align(DIRECTORY + Integer.BYTES * ((1L << bits) + 1), ENTRY_BYTES);
    }

    static IdIndex open(SectionData data, HashKey hashKey, StringHeap strings) throws Corrupt {
        if (data.length() < DIRECTORY) {
            throw data.corrupt("has " + data.length() + " bytes, at least " + DIRECTORY + " are needed");
        }
        int bits = data.intAt(0);
        int expected = bits(data.count());
        if (bits != expected || data.intAt(Integer.BYTES) != 0) {
            throw data.corrupt("directory has " + bits + " bits, " + data.count() + " entries ask for " + expected);
        }
        data.requireLength(entries(bits) + (long) data.count() * ENTRY_BYTES);
        return new IdIndex(data, hashKey.idIndex(), strings, bits);
    }

    void check(NodeNumbers numbers) throws Corrupt {
        if (data.count() != numbers.nodesAndSubjects()) {
            throw data.corrupt("has " + data.count() + " entries for " + numbers.nodesAndSubjects() + " ids");
        }
        long buckets = 1L << (Long.SIZE - shift);
        data.requireOffsets(DIRECTORY, buckets, data.count(), 0);
        data.requireZero(DIRECTORY + Integer.BYTES * (buckets + 1), entries);
        for (int entry = 0; entry < data.count(); entry++) {
            int node = node(at(entry));
            long place = place(at(entry));
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
        long bucket = DIRECTORY + (hash >>> shift) * Integer.BYTES;
        long to = at(data.intAt(bucket + Integer.BYTES));
        for (long at = at(data.intAt(bucket)); at < to; at += ENTRY_BYTES) {
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

    private long at(int entry) {
        return entries + (long) entry * ENTRY_BYTES;
    }
}
