package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;

/// The front of the baseline: the upper bits of a hash choose a bucket, the directory says which entries are in it.
/// Offsets are in bytes from the begin of the section.
final class HashDirectory {
    /// Honest hashes fill a bucket with four on average and never with as many; a forger could make a look-up slow.
    static final int MAX_BUCKET = 255;

    private static final int MAX_BITS = 28;
    private static final int BEGIN = 8;

    private final SectionData data;
    private final int entryBytes;
    private final int bits;
    private final long entries;

    private HashDirectory(SectionData data, int entryBytes, int bits) {
        this.data = data;
        this.entryBytes = entryBytes;
        this.bits = bits;
        this.entries = Format.align(BEGIN + Integer.BYTES * ((1L << bits) + 1), entryBytes);
    }

    /// How many bits choose among the buckets of so many entries: about four each.
    static int bits(int entries) {
        int buckets = Math.max(1, entries >>> 2);
        return Math.min(MAX_BITS, Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(buckets - 1)));
    }

    /// The bucket that so many bits of a hash choose.
    static int bucket(long hash, int bits) {
        return (int) (hash >>> (Long.SIZE - bits));
    }

    /// Checks the outline of the whole section: directory, zeros up to a multiple of the size of an entry, entries.
    static HashDirectory open(SectionData data, int entryBytes) throws Corrupt {
        if (data.length() < BEGIN) {
            throw data.corrupt("has " + data.length() + " bytes, at least " + BEGIN + " are needed");
        }
        int bits = data.intAt(0);
        int expected = bits(data.count());
        if (bits != expected || data.intAt(Integer.BYTES) != 0) {
            throw data.corrupt("directory has " + bits + " bits, " + data.count() + " entries ask for " + expected);
        }
        var directory = new HashDirectory(data, entryBytes, bits);
        data.requireLength(directory.at(data.count()));
        return directory;
    }

    void check() throws Corrupt {
        long buckets = 1L << bits;
        data.requireOffsets(BEGIN, buckets, data.count(), 0, MAX_BUCKET);
        data.requireZero(BEGIN + Integer.BYTES * (buckets + 1), entries);
    }

    /// Where the entries of a hash's bucket begin.
    long first(long hash) {
        return at(data.intAt(startOf(hash)));
    }

    /// Where they end.
    long end(long hash) {
        return at(data.intAt(startOf(hash) + Integer.BYTES));
    }

    /// Where an entry begins.
    long at(int entry) {
        return entries + (long) entry * entryBytes;
    }

    private long startOf(long hash) {
        return BEGIN + (long) bucket(hash, bits) * Integer.BYTES;
    }
}
