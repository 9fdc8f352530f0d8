package dev.portcullis.rego.value;

import org.jspecify.annotations.Nullable;

/// An object whose keys are those of a [Shape].
final class ShapedObject extends RegoObject {
    private final Shape shape;
    private final RegoValue[] values;

    /// @param values one for each key of the shape, given away by the caller
    ShapedObject(Shape shape, RegoValue[] values) {
        this.shape = shape;
        this.values = values;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public @Nullable RegoValue get(RegoValue key) {
        int slot = shape.find(key);
        return slot < 0 ? null : values[slot];
    }

    @Override
    public RegoValue key(int slot) {
        return shape.key(slot);
    }

    @Override
    public RegoValue value(int slot) {
        return values[slot];
    }
}
