package dev.portcullis.rego.value;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An object: keys of any kind, each once. Open for views: a subclass answers look-ups and numbers its entries from
/// 0 (*slots*, in any fixed order); it must never change. Where order is observable, entries are visited by
/// [#sortedSlots].
public abstract non-sealed class RegoObject extends RegoValue {
    private static final HashIndex NO_KEYS = new HashIndex();

    private int @Nullable [] sortedSlots;
    private int hash;

    protected RegoObject() {
        super(OBJECT);
    }

    /// The number of entries, which is also the number of slots.
    public abstract int size();

    /// The value under `key`, or null when there is none.
    public abstract @Nullable RegoValue get(RegoValue key);

    /// The key in a slot from 0 to [#size].
    public abstract RegoValue key(int slot);

    /// The value in a slot from 0 to [#size].
    public abstract RegoValue value(int slot);

    /// The value under a string key, or null when there is none.
    public final @Nullable RegoValue get(String key) {
        return get(RegoString.of(key));
    }

    /// Slots in the order of their keys.
    public int[] sortedSlots() {
        int[] slots = sortedSlots;
        if (slots == null) {
            slots = ValueOrder.sortedSlots(size(), this::key);
            sortedSlots = slots;
        }
        return slots;
    }

    /// The object without entries.
    public static RegoObject empty() {
        return HashedObject.EMPTY;
    }

    public static Builder builder() {
        return new Builder(null);
    }

    /// A builder for objects that code makes again and again, with the same few names as keys, in the same order:
    /// they share whatever belongs to the keys. Not for keys out of a request or a file.
    public static Builder ofNames() {
        return new Builder(Shape.EMPTY);
    }

    /// An object with these string keys.
    public static RegoObject of(Map<String, ? extends RegoValue> entries) {
        Builder builder = builder();
        entries.forEach((key, value) -> builder.put(RegoString.of(key), value));
        return builder.build();
    }

    /// Independent of slot order, so that every implementation of equal content agrees.
    @Override
    public final int hashCode() {
        if (hash == 0) {
            hash = contentHash();
        }
        return hash;
    }

    private int contentHash() {
        int sum = 0x0b1e;
        for (int slot = 0, n = size(); slot < n; slot++) {
            sum += 31 * key(slot).hashCode() ^ value(slot).hashCode();
        }
        return sum;
    }

    /// Collects entries; a later value under an equal key replaces the earlier one and keeps its key's first
    /// spelling.
    public static final class Builder {
        private RegoValue[] values = new RegoValue[8];
        /// The keys so far, as long as there is a shape for them; otherwise they are in `keys`.
        private @Nullable Shape shape;
        private HashIndex keys;

        private Builder(@Nullable Shape shape) {
            this.shape = shape;
            this.keys = shape == null ? new HashIndex() : NO_KEYS;
        }

        public Builder put(RegoValue key, RegoValue value) {
            int slot = slot(key);
            if (slot >= values.length) {
                values = Arrays.copyOf(values, values.length * 2);
            }
            values[slot] = value;
            return this;
        }

        private int slot(RegoValue key) {
            Shape before = shape;
            if (before == null) {
                return keys.add(key);
            }
            Shape next = before.with(key);
            if (next != null) {
                shape = next;
                return next.size() - 1;
            }
            int present = before.find(key);
            return present >= 0 ? present : unshaped(before).add(key);
        }

        private HashIndex unshaped(Shape before) {
            HashIndex index = new HashIndex();
            for (int slot = 0; slot < before.size(); slot++) {
                index.add(before.key(slot));
            }
            shape = null;
            keys = index;
            return index;
        }

        public Builder put(String key, RegoValue value) {
            return put(RegoString.of(key), value);
        }

        /// The value under `key` so far, or null.
        public @Nullable RegoValue get(RegoValue key) {
            int slot = shape == null ? keys.find(key) : shape.find(key);
            return slot < 0 ? null : values[slot];
        }

        public int size() {
            return shape == null ? keys.size() : shape.size();
        }

        public RegoObject build() {
            int size = size();
            if (size == 0) {
                return empty();
            }
            RegoValue[] all = Arrays.copyOf(values, size);
            return shape == null ? new HashedObject(keys.elements(), all, keys) : new ShapedObject(shape, all);
        }
    }
}
