package dev.portcullis.rego.value;

import org.jspecify.annotations.Nullable;

/// The ordinary object: keys with a hash index, values beside them, in order of insertion.
final class HashedObject extends RegoObject {
    static final HashedObject EMPTY = new HashedObject(new RegoValue[0], new RegoValue[0], new HashIndex());

    private final RegoValue[] keys;
    private final RegoValue[] values;
    private final HashIndex index;

    HashedObject(RegoValue[] keys, RegoValue[] values, HashIndex index) {
        this.keys = keys;
        this.values = values;
        this.index = index;
    }

    @Override
    public int size() {
        return keys.length;
    }

    @Override
    public @Nullable RegoValue get(RegoValue key) {
        int slot = index.find(key);
        return slot < 0 ? null : values[slot];
    }

    @Override
    public RegoValue key(int slot) {
        return keys[slot];
    }

    @Override
    public RegoValue value(int slot) {
        return values[slot];
    }
}
