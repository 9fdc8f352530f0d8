package dev.portcullis.snapshot;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// A list of node numbers or string ids inside the map. Valid as long as the snapshot is open.
public final class IntList {
    static final IntList EMPTY = new IntList(MemorySegment.NULL, 0, 0);

    private final MemorySegment bytes;
    private final long begin;
    private final int size;

    IntList(MemorySegment bytes, long begin, int size) {
        this.bytes = bytes;
        this.begin = begin;
        this.size = size;
    }

    /// How many items there are.
    public int size() {
        return size;
    }

    /// The item at a position from 0.
    public int get(int index) {
        return bytes.get(Format.INT, begin + (long) Objects.checkIndex(index, size) * Integer.BYTES);
    }
}
