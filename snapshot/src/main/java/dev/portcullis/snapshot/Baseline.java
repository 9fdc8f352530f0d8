package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// The baseline tuples as keyed 128-bit hashes, sorted, with a directory on their upper bits. The hash is two
/// SipHashes under two keys of the same message; neither key is known before the snapshot is published.
final class Baseline {
    static final int ENTRY_BYTES = 32;

    private static final int DIRECTORY = 8;

    private final SectionData data;
    private final HashKey high;
    private final HashKey low;
    private final int shift;
    private final long entries;

    private Baseline(SectionData data, HashKey hashKey, int bits) {
        this.data = data;
        this.high = hashKey.baselineHigh();
        this.low = hashKey.baselineLow();
        this.shift = Long.SIZE - bits;
        this.entries = entries(bits);
    }

    private static long entries(int bits) {
        return Format.align(DIRECTORY + Integer.BYTES * ((1L << bits) + 1), ENTRY_BYTES);
    }

    static Baseline open(SectionData data, HashKey hashKey) throws Corrupt {
        if (data.length() < DIRECTORY) {
            throw data.corrupt("has " + data.length() + " bytes, at least " + DIRECTORY + " are needed");
        }
        int bits = data.intAt(0);
        if (bits != IdIndex.bits(data.count()) || data.intAt(Integer.BYTES) != 0) {
            throw data.corrupt("directory has " + bits + " bits, " + data.count() + " tuples ask for "
                    + IdIndex.bits(data.count()));
        }
        data.requireLength(entries(bits) + (long) data.count() * ENTRY_BYTES);
        return new Baseline(data, hashKey, bits);
    }

    void check() throws Corrupt {
        long buckets = 1L << (Long.SIZE - shift);
        data.requireOffsets(DIRECTORY, buckets, data.count(), 0);
        data.requireZero(DIRECTORY + Integer.BYTES * (buckets + 1), entries);
        for (int entry = 1; entry < data.count(); entry++) {
            if (!ascends(at(entry - 1), at(entry))) {
                throw data.corrupt("tuple " + entry + " does not come after the one before it");
            }
        }
    }

    private boolean ascends(long before, long after) {
        int byHigh = Long.compareUnsigned(data.longAt(before), data.longAt(after));
        return byHigh < 0
                || (byHigh == 0
                        && Long.compareUnsigned(data.longAt(before + Long.BYTES), data.longAt(after + Long.BYTES)) < 0);
    }

    int size() {
        return data.count();
    }

    /// When a tuple was last seen, if it still counts; [Format#ABSENT_NS] otherwise.
    long lastSeenNs(BaselineTuple.Level level, String thing, String key, long nowNs) {
        byte[] message = message(level, thing, key);
        if (message == null) {
            return Format.ABSENT_NS;
        }
        long upper = SipHash.hash(high, message);
        long lower = SipHash.hash(low, message);
        int bucket = (int) (upper >>> shift);
        int to = data.intAt(DIRECTORY + (bucket + 1L) * Integer.BYTES);
        for (int entry = data.intAt(DIRECTORY + (long) bucket * Integer.BYTES); entry < to; entry++) {
            long at = at(entry);
            if (data.longAt(at) == upper && data.longAt(at + Long.BYTES) == lower) {
                boolean counts = nowNs < data.longAt(at + 3 * Long.BYTES);
                return counts ? data.longAt(at + 2 * Long.BYTES) : Format.ABSENT_NS;
            }
        }
        return Format.ABSENT_NS;
    }

    /// What is hashed: the level, the length of the thing, the thing, the key.
    ///
    /// @return null when one of the two is not Unicode text
    static byte @Nullable [] message(BaselineTuple.Level level, String thing, String key) {
        byte[] thingBytes = Utf8.bytes(thing);
        byte[] keyBytes = Utf8.bytes(key);
        if (thingBytes == null || keyBytes == null) {
            return null;
        }
        return ByteBuffer.allocate(1 + Integer.BYTES + thingBytes.length + keyBytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) level.number())
                .putInt(thingBytes.length)
                .put(thingBytes)
                .put(keyBytes)
                .array();
    }

    private long at(int entry) {
        return entries + (long) entry * ENTRY_BYTES;
    }
}
