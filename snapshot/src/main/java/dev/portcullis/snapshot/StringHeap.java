package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// All strings of a snapshot, each once, in the order of their UTF-8 bytes: a string's id is its rank, so ids compare
/// as the strings do.
///
/// Decoded strings are kept in a direct-mapped cache of bounded size, filled without locks: an entry is immutable,
/// and a lost race decodes twice.
final class StringHeap {
    private static final int MAX_CACHED = 1 << 16;

    private final SectionData data;
    private final long begin;
    private final @Nullable Cached[] cache;

    private record Cached(int id, String text) {}

    private StringHeap(SectionData data, long begin) {
        this.data = data;
        this.begin = begin;
        int slots = Math.min(MAX_CACHED, Integer.highestOneBit(Math.max(1, data.count() - 1)) << 1);
        this.cache = new Cached[slots];
    }

    /// Checks the outline; [#check] has to follow before anything is read.
    static StringHeap open(SectionData data) throws Corrupt {
        long begin = Long.BYTES * (data.count() + 1L);
        if (data.length() < begin) {
            throw data.corrupt("has " + data.length() + " bytes, " + data.count() + " offsets ask for " + begin);
        }
        var heap = new StringHeap(data, begin);
        if (heap.offset(0) != 0 || heap.offset(data.count()) != data.length() - begin) {
            throw data.corrupt("offsets do not span the heap of " + (data.length() - begin) + " bytes");
        }
        return heap;
    }

    /// Checks the strings of a range; also that the first comes after the one before it.
    void check(int from, int to) throws Corrupt {
        new StringCheck(data, begin).check(from, to);
    }

    int size() {
        return data.count();
    }

    /// @throws IndexOutOfBoundsException when there is no string of this id
    String get(int id) {
        int slot = id & cache.length - 1;
        Cached cached = cache[slot];
        if (cached != null && cached.id == id) {
            return cached.text;
        }
        Objects.checkIndex(id, data.count());
        var text = new String(bytes(offset(id), offset(id + 1)), StandardCharsets.UTF_8);
        cache[slot] = new Cached(id, text);
        return text;
    }

    /// The same for columns that may be absent.
    @Nullable
    String getOrNull(int id) {
        return id == Format.NONE ? null : get(id);
    }

    /// The id of a string, by binary search; [Format#NONE] when the snapshot does not hold it.
    int find(byte[] utf8) {
        int found = first(utf8, false);
        return found < size() && compare(found, utf8, false) == 0 ? found : Format.NONE;
    }

    /// The id of the first string that is not less, by binary search.
    ///
    /// @param asPrefix strings that begin with these bytes count as less, too
    int first(byte[] utf8, boolean asPrefix) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(middle, utf8, asPrefix) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int compare(int id, byte[] utf8, boolean asPrefix) {
        long low = begin + offset(id);
        long high = begin + offset(id + 1);
        MemorySegment other = MemorySegment.ofArray(utf8);
        long at = MemorySegment.mismatch(data.bytes(), low, high, other, 0, utf8.length);
        if (asPrefix && (at < 0 || at == utf8.length)) {
            return -1;
        }
        if (at < 0) {
            return 0;
        }
        if (at == high - low || at == utf8.length) {
            return Long.compare(high - low, utf8.length);
        }
        return Byte.compareUnsigned(data.byteAt(low + at), utf8[(int) at]);
    }

    private byte[] bytes(long low, long high) {
        var bytes = new byte[(int) (high - low)];
        MemorySegment.copy(data.bytes(), ValueLayout.JAVA_BYTE, begin + low, bytes, 0, bytes.length);
        return bytes;
    }

    private long offset(int id) {
        return data.longAt((long) id * Long.BYTES);
    }
}
