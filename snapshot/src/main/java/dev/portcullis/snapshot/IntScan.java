package dev.portcullis.snapshot;

import java.lang.foreign.MemorySegment;

/// Reads ints one after another, through a buffer: for passes over whole sections. In a process that has just
/// started, a read of a map takes many times as long as one of an array.
final class IntScan {
    private static final int BUFFER = 1 << 12;

    private final MemorySegment bytes;
    private final int[] buffer;
    private long at;
    private int next;
    private int filled;

    IntScan(MemorySegment bytes, long at) {
        this.bytes = bytes;
        this.at = at;
        this.buffer = new int[available()];
    }

    /// @throws IndexOutOfBoundsException behind the end of the section
    int next() {
        if (next == filled) {
            fill();
        }
        return buffer[next++];
    }

    /// Two ints as one long.
    long nextLong() {
        return Integer.toUnsignedLong(next()) | (long) next() << Integer.SIZE;
    }

    /// How many ints the next filling brings: one where there is none, so that the copy fails.
    private int available() {
        return Math.clamp((bytes.byteSize() - at) / Integer.BYTES, 1, BUFFER);
    }

    private void fill() {
        filled = available();
        MemorySegment.copy(bytes, Format.INT, at, buffer, 0, filled);
        at += (long) filled * Integer.BYTES;
        next = 0;
    }
}
