package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Checks a range of the strings: where they lie, that they are UTF-8, that they ascend. Goes through a buffer that
/// always holds a string and the one before it.
final class StringCheck {
    private static final int BUFFER_BYTES = 1 << 18;

    private final SectionData data;
    private final long heap;
    private final long heapBytes;
    private final byte[] buffer;
    private long bufferBegin;
    private long bufferEnd;

    /// @param heap where the heap begins in the section
    StringCheck(SectionData data, long heap) {
        this.data = data;
        this.heap = heap;
        this.heapBytes = data.length() - heap;
        this.buffer = new byte[(int) Math.min(BUFFER_BYTES, heapBytes)];
    }

    /// Also checks that the first string comes after the one before the range.
    void check(int from, int to) throws Corrupt {
        int first = Math.max(0, from - 1);
        IntScan offsets = data.scan((long) first * Long.BYTES);
        long before = 0;
        long low = offsets.nextLong();
        for (int id = first; id < to; id++) {
            long high = offsets.nextLong();
            requirePlace(id, low, high);
            if (high > bufferEnd || before < bufferBegin) {
                fill(id == first ? low : before);
            }
            requireText(id, low, high);
            if (id > first) {
                requireAscending(id, before, low, high);
            }
            before = low;
            low = high;
        }
    }

    private void requirePlace(int id, long low, long high) throws Corrupt {
        if (low < 0 || high < low || high > heapBytes || high - low > Format.MAX_STRING_BYTES) {
            throw data.corrupt("string " + id + " lies from " + low + " to " + high + " of " + heapBytes
                    + ", a string has at most " + Format.MAX_STRING_BYTES + " bytes");
        }
    }

    private void fill(long from) {
        int length = (int) Math.min(buffer.length, heapBytes - from);
        MemorySegment.copy(data.bytes(), Format.BYTE, heap + from, buffer, 0, length);
        bufferBegin = from;
        bufferEnd = from + length;
    }

    private void requireText(int id, long low, long high) throws Corrupt {
        int begin = (int) (low - bufferBegin);
        int end = (int) (high - bufferBegin);
        if (!isAscii(buffer, begin, end) && !decodes(ByteBuffer.wrap(buffer, begin, end - begin))) {
            throw data.corrupt("string " + id + " is not UTF-8");
        }
    }

    private void requireAscending(int id, long before, long low, long high) throws Corrupt {
        int split = (int) (low - bufferBegin);
        int order = Arrays.compareUnsigned(
                buffer, (int) (before - bufferBegin), split, buffer, split, (int) (high - bufferBegin));
        if (order >= 0) {
            throw data.corrupt("string " + id + " does not come after the one before it");
        }
    }

    private static boolean isAscii(byte[] bytes, int begin, int end) {
        int seen = 0;
        for (int i = begin; i < end; i++) {
            seen |= bytes[i];
        }
        return seen >= 0;
    }

    private static boolean decodes(ByteBuffer utf8) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(utf8);
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}
