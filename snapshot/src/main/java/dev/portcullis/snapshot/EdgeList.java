package dev.portcullis.snapshot;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// The edges of one node in one direction, inside the map. Valid as long as the snapshot is open.
public final class EdgeList {
    static final EdgeList EMPTY = new EdgeList(MemorySegment.NULL, 0, 0, Format.NONE);

    private final MemorySegment bytes;
    private final int size;
    private final long others;
    private final long vias;

    EdgeList(MemorySegment bytes, int size, long others, long vias) {
        this.bytes = bytes;
        this.size = size;
        this.others = others;
        this.vias = vias;
    }

    /// How many edges there are.
    public int size() {
        return size;
    }

    /// The node at the other end of the edge at a position from 0.
    public int node(int index) {
        return bytes.get(Format.INT, others + (long) Objects.checkIndex(index, size) * Integer.BYTES);
    }

    /// The string id of how that edge came to be, [Snapshot#NONE] when nothing is said.
    public int via(int index) {
        Objects.checkIndex(index, size);
        return vias < 0 ? Format.NONE : bytes.get(Format.INT, vias + (long) index * Integer.BYTES);
    }
}
