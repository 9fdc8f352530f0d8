package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;
import java.util.Objects;

/// From an id to its node number. The upper bits of the id's keyed hash choose a bucket; the entries of a bucket hold
/// the lower 32 bits, the string id and the node number; the last word has the comparison of the whole id. A look-up
/// touches the directory, one or two lines of entries, a string offset and the string: four dependent misses.
///
/// INVARIANT: in a bucket, entries ascend by tag and then by node number, so of equal ids the lower kind is found
/// first.
final class IdIndex {
    static final int ENTRY_BYTES = 12;
    static final int MAX_BITS = 28;

    private static final int DIRECTORY = 8;

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
        return DIRECTORY + Integer.BYTES * ((1L << bits) + 1);
    }

    static IdIndex open(SectionData data, HashKey hashKey, StringHeap strings) throws Corrupt {
        if (data.length() < DIRECTORY) {
            throw data.corrupt("has " + data.length() + " bytes, at least " + DIRECTORY + " are needed");
        }
        int bits = data.intAt(0);
        if (bits != bits(data.count()) || data.intAt(Integer.BYTES) != 0) {
            throw data.corrupt(
                    "directory has " + bits + " bits, " + data.count() + " entries ask for " + bits(data.count()));
        }
        data.requireLength(entries(bits) + (long) data.count() * ENTRY_BYTES);
        return new IdIndex(data, hashKey.idIndex(), strings, bits);
    }

    void check(NodeNumbers numbers) throws Corrupt {
        if (data.count() != numbers.nodesAndSubjects()) {
            throw data.corrupt("has " + data.count() + " entries for " + numbers.nodesAndSubjects() + " ids");
        }
        data.requireOffsets(DIRECTORY, 1L << (Long.SIZE - shift), data.count(), 0);
        for (int entry = 0; entry < data.count(); entry++) {
            int string = string(entry);
            int node = node(entry);
            if (string < 0 || string >= strings.size() || node < 0 || node >= numbers.nodesAndSubjects()) {
                throw data.corrupt("entry " + entry + " holds string " + string + " of " + strings.size() + " and node "
                        + node + " of " + numbers.nodesAndSubjects());
            }
        }
    }

    /// The node of an id within a range of node numbers, or [Format#NONE].
    int find(byte[] id, int first, int end) {
        long hash = SipHash.hash(key, id);
        int tag = (int) hash;
        int bucket = (int) (hash >>> shift);
        int to = data.intAt(DIRECTORY + (bucket + 1L) * Integer.BYTES);
        for (int entry = data.intAt(DIRECTORY + (long) bucket * Integer.BYTES); entry < to; entry++) {
            if (data.intAt(at(entry)) == tag) {
                int node = node(entry);
                if (node >= first && node < end && strings.equals(string(entry), id)) {
                    return node;
                }
            }
        }
        return Format.NONE;
    }

    private int string(int entry) {
        return data.intAt(at(entry) + Integer.BYTES);
    }

    private int node(int entry) {
        return data.intAt(at(entry) + 2 * Integer.BYTES);
    }

    private long at(int entry) {
        return entries + (long) Objects.checkIndex(entry, data.count()) * ENTRY_BYTES;
    }
}
