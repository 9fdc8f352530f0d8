package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// The baseline tuples as keyed 128-bit hashes, sorted, with a directory on their upper bits. The hash is two
/// SipHashes under two keys of the same message; neither key is known before the snapshot is published.
final class Baseline {
    static final int ENTRY_BYTES = 32;

    private static final int LOW = 8;
    private static final int LAST_SEEN = 16;
    private static final int VALID_UNTIL = 24;
    private static final long NOWHERE = -1;

    private final SectionData data;
    private final HashDirectory directory;
    private final HashKey highKey;
    private final HashKey lowKey;

    private Baseline(SectionData data, HashDirectory directory, HashKey hashKey) {
        this.data = data;
        this.directory = directory;
        this.highKey = hashKey.baselineHigh();
        this.lowKey = hashKey.baselineLow();
    }

    static Baseline open(SectionData data, HashKey hashKey) throws Corrupt {
        return new Baseline(data, HashDirectory.open(data, ENTRY_BYTES), hashKey);
    }

    void check() throws Corrupt {
        directory.check();
        IntScan entries = data.scan(directory.at(0));
        long highBefore = 0;
        long lowBefore = 0;
        for (int entry = 0; entry < data.count(); entry++) {
            long high = entries.nextLong();
            long low = entries.nextLong();
            entries.nextLong();
            entries.nextLong();
            int order = Long.compareUnsigned(highBefore, high);
            if (entry > 0 && (order > 0 || (order == 0 && Long.compareUnsigned(lowBefore, low) >= 0))) {
                throw data.corrupt("tuple " + entry + " does not come after the one before it");
            }
            highBefore = high;
            lowBefore = low;
        }
    }

    int size() {
        return data.count();
    }

    /// When a tuple was last seen, if it still counts; [Format#ABSENT_NS] otherwise.
    long lastSeenNs(BaselineTuple.Level level, String thing, String key, long nowNs) {
        long at = find(level, thing, key);
        return at != NOWHERE && nowNs < data.longAt(at + VALID_UNTIL) ? data.longAt(at + LAST_SEEN) : Format.ABSENT_NS;
    }

    /// From when on a tuple no longer counts; [Format#ABSENT_NS] when there is none.
    long validUntilNs(BaselineTuple.Level level, String thing, String key) {
        long at = find(level, thing, key);
        return at == NOWHERE ? Format.ABSENT_NS : data.longAt(at + VALID_UNTIL);
    }

    private long find(BaselineTuple.Level level, String thing, String key) {
        byte[] message = message(level, thing, key);
        if (message == null) {
            return NOWHERE;
        }
        long high = SipHash.hash(highKey, message);
        long low = SipHash.hash(lowKey, message);
        long to = directory.end(high);
        for (long at = directory.first(high); at < to; at += ENTRY_BYTES) {
            if (data.longAt(at) == high && data.longAt(at + LOW) == low) {
                return at;
            }
        }
        return NOWHERE;
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
}
