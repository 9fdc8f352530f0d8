package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;

/// The distinct lists of sinks. Per sink a resource and a shape, which is a pair of access and verdict; a snapshot
/// has at most [#MAX_SHAPES] of those.
///
/// Layout: shapes, sinks, the shapes as pairs of string ids, offsets of the sets, resources, shape numbers.
final class ReachSets {
    static final int MAX_SHAPES = 256;
    static final int PREFIX_BYTES = 8;

    private static final int PAIR_BYTES = 2 * Integer.BYTES;

    private final SectionData data;
    private final int shapes;
    private final int sinks;
    private final long offsets;
    private final long resources;
    private final long shapeNumbers;

    private ReachSets(SectionData data, int shapes, int sinks) {
        this.data = data;
        this.shapes = shapes;
        this.sinks = sinks;
        this.offsets = PREFIX_BYTES + (long) shapes * PAIR_BYTES;
        this.resources = offsets + Integer.BYTES * (data.count() + 1L);
        this.shapeNumbers = resources + (long) sinks * Integer.BYTES;
    }

    static ReachSets open(SectionData data) throws Corrupt {
        if (data.length() < PREFIX_BYTES) {
            throw data.corrupt("has " + data.length() + " bytes, at least " + PREFIX_BYTES + " are needed");
        }
        int shapes = data.intAt(0);
        int sinks = data.intAt(Integer.BYTES);
        if (shapes < 0 || shapes > MAX_SHAPES || sinks < 0) {
            throw data.corrupt(
                    "counts " + shapes + " shapes and " + sinks + " sinks, allowed are " + MAX_SHAPES + " shapes");
        }
        var sets = new ReachSets(data, shapes, sinks);
        data.requireLength(sets.shapeNumbers + sinks);
        return sets;
    }

    void check(NodeNumbers numbers, int strings) throws Corrupt {
        data.requireRange(PREFIX_BYTES, 2L * shapes, 0, strings);
        data.requireOffsets(offsets, data.count(), sinks, 0, sinks);
        data.requireRange(resources, sinks, numbers.first(NodeKind.RESOURCE), numbers.end(NodeKind.RESOURCE));
        data.requireBytes(shapeNumbers, sinks, shapes);
    }

    int size() {
        return data.count();
    }

    /// @param set below [#size()]
    ReachSet get(int set) {
        int from = data.intAt(offsets + (long) set * Integer.BYTES);
        int to = data.intAt(offsets + (set + 1L) * Integer.BYTES);
        return new ReachSet(this, set, from, to - from);
    }

    int resource(int sink) {
        return data.intAt(resources + (long) sink * Integer.BYTES);
    }

    int access(int sink) {
        return data.intAt(shape(sink));
    }

    int verdict(int sink) {
        return data.intAt(shape(sink) + Integer.BYTES);
    }

    private long shape(int sink) {
        return PREFIX_BYTES + (long) Byte.toUnsignedInt(data.byteAt(shapeNumbers + sink)) * PAIR_BYTES;
    }
}
