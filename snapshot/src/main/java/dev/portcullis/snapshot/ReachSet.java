package dev.portcullis.snapshot;

import java.util.Objects;

/// What something reaches: sinks in ascending order of resource, inside the map. Valid as long as the snapshot is
/// open.
public final class ReachSet {
    private final ReachSets sets;
    private final int id;
    private final int first;
    private final int size;

    ReachSet(ReachSets sets, int id, int first, int size) {
        this.sets = sets;
        this.id = id;
        this.first = first;
        this.size = size;
    }

    /// The number of this set in its snapshot: equal for equal sets, so what is computed from a set can be kept by
    /// it.
    public int id() {
        return id;
    }

    /// How many sinks there are.
    public int size() {
        return size;
    }

    /// The resource at a position from 0, a node number. The same resource comes once per access and verdict.
    public int resource(int index) {
        return sets.resource(first + Objects.checkIndex(index, size));
    }

    /// The string id of the access, such as `read`.
    public int access(int index) {
        return sets.access(first + Objects.checkIndex(index, size));
    }

    /// The string id of the verdict, `yes` or `conditional`.
    public int verdict(int index) {
        return sets.verdict(first + Objects.checkIndex(index, size));
    }
}
