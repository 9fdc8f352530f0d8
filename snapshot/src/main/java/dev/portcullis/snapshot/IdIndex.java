package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;

/// From an id to its node number: an open hash table of cache lines. Two keyed hashes of the id, which together have
/// 128 bits, stand for it: the upper bits of the first say the line where the search begins, a slot holds its lower
/// 32 bits, all of the second, and the node number. A look-up therefore waits for memory once, seldom twice, and never
/// for the id itself, which lies elsewhere.
///
/// INVARIANT: slots of equal hashes ascend by node number, so of equal ids the lower kind is found first.
final class IdIndex {
    static final int SLOT_BYTES = 16;
    static final int SLOTS_OF_LINE = 4;

    /// How many lines a search looks at before it gives up, whatever a forger wrote. Honest hashes need about six.
    static final int MAX_LINES = 64;

    private static final int LINE_BYTES = SLOTS_OF_LINE * SLOT_BYTES;
    private static final int ENTRIES_PER_HOME = 3;

    private final SectionData data;
    private final int homes;
    private final HashKey highKey;
    private final HashKey lowKey;

    private IdIndex(SectionData data, HashKey hashKey) {
        this.data = data;
        this.homes = homes(data.count());
        this.highKey = hashKey.idIndexHigh();
        this.lowKey = hashKey.idIndexLow();
    }

    /// How many lines so many entries begin in: three each, so that every fourth slot stays empty.
    static int homes(int entries) {
        return Math.ceilDiv(entries, ENTRIES_PER_HOME);
    }

    /// The line where the search for a hash begins; it ascends with the hash.
    static int home(long high, int homes) {
        return (int) Math.unsignedMultiplyHigh(high, homes);
    }

    static IdIndex open(SectionData data, HashKey hashKey) throws Corrupt {
        var index = new IdIndex(data, hashKey);
        long lines = data.length() / LINE_BYTES;
        if (data.length() % LINE_BYTES != 0 || lines < index.homes || lines - index.homes >= MAX_LINES) {
            throw data.corrupt("has " + data.length() + " bytes, " + data.count() + " entries ask for "
                    + (long) index.homes * LINE_BYTES + " and less than " + MAX_LINES + " lines more");
        }
        return index;
    }

    void check(NodeNumbers numbers) throws Corrupt {
        if (data.count() != numbers.nodesAndSubjects()) {
            throw data.corrupt("has " + data.count() + " entries for " + numbers.nodesAndSubjects() + " ids");
        }
        IntScan slots = data.scan(0);
        int entries = 0;
        for (long slot = 0; slot < data.length() / SLOT_BYTES; slot++) {
            long low = slots.nextLong();
            int tag = slots.next();
            int node = slots.next();
            boolean empty = node == Format.NONE && tag == 0 && low == 0;
            if (!empty && (node < 0 || node >= numbers.nodesAndSubjects())) {
                throw data.corrupt("slot " + slot + " holds node " + node + " of " + numbers.nodesAndSubjects());
            }
            entries += empty ? 0 : 1;
        }
        if (entries != data.count()) {
            throw data.corrupt("fills " + entries + " slots for a count of " + data.count());
        }
    }

    /// The node of an id within a range of node numbers, or [Format#NONE].
    int find(byte[] id, int first, int end) {
        long high = SipHash.hash(highKey, id);
        long low = SipHash.hash(lowKey, id);
        long from = (long) home(high, homes) * LINE_BYTES;
        long to = Math.min(from + MAX_LINES * LINE_BYTES, data.length());
        for (long at = from; at < to; at += SLOT_BYTES) {
            long tagAndNode = data.longAt(at + Long.BYTES);
            int node = (int) (tagAndNode >>> Integer.SIZE);
            if (node < 0) {
                return Format.NONE;
            }
            if ((int) tagAndNode == (int) high && data.longAt(at) == low && node >= first && node < end) {
                return node;
            }
        }
        return Format.NONE;
    }
}
