package dev.portcullis.snapshot;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

/// Writes what depends on the hash key: the id index and the baseline.
final class HashedWriter {
    private final NumberedContent content;
    private final HashKey hashKey;

    HashedWriter(NumberedContent content, HashKey hashKey) {
        this.content = content;
        this.hashKey = hashKey;
    }

    /// @return the number of entries
    int idIndex(SectionOutput out) throws IOException {
        HashKey highKey = hashKey.idIndexHigh();
        HashKey lowKey = hashKey.idIndexLow();
        int count = content.numbers().nodesAndSubjects();
        var high = new long[count];
        var low = new long[count];
        for (int node = 0; node < count; node++) {
            byte[] id = Objects.requireNonNull(Utf8.bytes(content.strings().get(content.idString(node))));
            high[node] = SipHash.hash(highKey, id);
            low[node] = SipHash.hash(lowKey, id);
        }
        int homes = IdIndex.homes(count);
        var buckets = new Buckets(high, homes, hash -> IdIndex.home(hash, homes), (a, b) -> {
            int byHash = compare(high, low, a, b);
            return byHash != 0 ? byHash : Integer.compare(a, b);
        });
        requireNoCollision(buckets.order(), high, low);
        long next = 0;
        for (int line = 0; line < homes; line++) {
            next = putEmptySlots(out, next, (long) line * IdIndex.SLOTS_OF_LINE);
            for (int i = buckets.starts()[line]; i < buckets.starts()[line + 1]; i++) {
                requireNear(line, next / IdIndex.SLOTS_OF_LINE);
                int node = buckets.order()[i];
                putSlot(out, low[node], (int) high[node], node);
                next++;
            }
        }
        long lines = Math.max(homes, Math.ceilDiv(next, IdIndex.SLOTS_OF_LINE));
        putEmptySlots(out, next, lines * IdIndex.SLOTS_OF_LINE);
        return count;
    }

    /// Two ids with equal hashes would be one to every reader. With 128 bits that does not happen; but nobody should
    /// have to believe it.
    private void requireNoCollision(int[] order, long[] high, long[] low) {
        for (int i = 1; i < order.length; i++) {
            int before = order[i - 1];
            int after = order[i];
            if (high[before] == high[after]
                    && low[before] == low[after]
                    && content.idString(before) != content.idString(after)) {
                throw new AssertionError("BUG: two ids have the same keyed hash of 128 bits");
            }
        }
    }

    private static int compare(long[] high, long[] low, int a, int b) {
        int byHigh = Long.compareUnsigned(high[a], high[b]);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low[a], low[b]);
    }

    private static long putEmptySlots(SectionOutput out, long from, long to) throws IOException {
        for (long slot = from; slot < to; slot++) {
            putSlot(out, 0, 0, Format.NONE);
        }
        return Math.max(from, to);
    }

    private static void putSlot(SectionOutput out, long low, int tag, int node) throws IOException {
        out.putLong(low);
        out.putInt(tag);
        out.putInt(node);
    }

    private static void requireNear(long home, long line) {
        if (line - home >= IdIndex.MAX_LINES) {
            throw new AssertionError("BUG: keyed hashes put an entry " + (line - home) + " lines behind its own");
        }
    }

    /// @return the number of tuples
    /// @throws InvalidContentException when there are two tuples of the same level, thing and key
    int baseline(SectionOutput out) throws IOException, InvalidContentException {
        List<BaselineTuple> tuples = content.content().baseline();
        var high = new long[tuples.size()];
        var low = new long[tuples.size()];
        HashKey highKey = hashKey.baselineHigh();
        HashKey lowKey = hashKey.baselineLow();
        for (int i = 0; i < high.length; i++) {
            BaselineTuple tuple = tuples.get(i);
            byte[] message = Baseline.message(tuple.level(), tuple.thing(), tuple.key());
            if (message == null) {
                throw new InvalidContentException(
                        "the baseline of `" + tuple.thing() + "` has a key with half a surrogate pair");
            }
            high[i] = SipHash.hash(highKey, message);
            low[i] = SipHash.hash(lowKey, message);
        }
        int bits = HashDirectory.bits(high.length);
        var buckets = new Buckets(
                high, 1 << bits, hash -> HashDirectory.bucket(hash, bits), (a, b) -> compare(high, low, a, b));
        requireDistinct(buckets.order(), high, low);
        out.putInt(bits);
        out.putInt(0);
        for (int start : buckets.starts()) {
            out.putInt(start);
        }
        out.pad(Baseline.ENTRY_BYTES);
        for (int i : buckets.order()) {
            out.putLong(high[i]);
            out.putLong(low[i]);
            out.putLong(tuples.get(i).lastSeenNs());
            out.putLong(tuples.get(i).validUntilNs());
        }
        return high.length;
    }

    private void requireDistinct(int[] order, long[] high, long[] low) throws InvalidContentException {
        for (int i = 1; i < order.length; i++) {
            int before = order[i - 1];
            int after = order[i];
            if (high[before] == high[after] && low[before] == low[after]) {
                BaselineTuple tuple = content.content().baseline().get(after);
                throw new InvalidContentException("the baseline has `" + tuple.thing() + "` with key `" + tuple.key()
                        + "` twice at level " + tuple.level());
            }
        }
    }
}
