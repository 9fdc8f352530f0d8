package dev.portcullis.snapshot;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

/// Writes what depends on the hash key: the id index and the baseline.
final class HashedWriter {
    private final NumberedContent content;
    private final HashKey hashKey;
    private final long[] stringOffsets;

    /// @param stringOffsets where each string lies in the string heap
    HashedWriter(NumberedContent content, HashKey hashKey, long[] stringOffsets) {
        this.content = content;
        this.hashKey = hashKey;
        this.stringOffsets = stringOffsets;
    }

    /// @return the number of entries
    int idIndex(SectionOutput out) throws IOException {
        HashKey key = hashKey.idIndex();
        int count = content.numbers().nodesAndSubjects();
        var hashes = new long[count];
        var places = new long[count];
        for (int node = 0; node < count; node++) {
            int string = content.idString(node);
            byte[] id = Objects.requireNonNull(Utf8.bytes(content.strings().get(string)));
            hashes[node] = SipHash.hash(key, id);
            places[node] = stringOffsets[string] << IdIndex.LENGTH_BITS | id.length;
        }
        var buckets = new Buckets(hashes, (a, b) -> {
            int byTag = Integer.compareUnsigned((int) hashes[a], (int) hashes[b]);
            return byTag != 0 ? byTag : Integer.compare(a, b);
        });
        buckets.writeDirectory(out);
        out.pad(IdIndex.ENTRY_BYTES);
        for (int node : buckets.order()) {
            out.putInt((int) hashes[node]);
            out.putInt(node);
            out.putLong(places[node]);
        }
        return count;
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
        var buckets = new Buckets(high, (a, b) -> {
            int byHigh = Long.compareUnsigned(high[a], high[b]);
            return byHigh != 0 ? byHigh : Long.compareUnsigned(low[a], low[b]);
        });
        requireDistinct(buckets.order(), high, low);
        buckets.writeDirectory(out);
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
