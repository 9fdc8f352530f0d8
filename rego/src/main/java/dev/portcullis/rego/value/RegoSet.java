package dev.portcullis.rego.value;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// A set. Of equal elements the first spelling inserted stays (`1` and `1.0`).
public final class RegoSet extends RegoValue {
    public static final RegoSet EMPTY = new RegoSet(new HashIndex());

    private final HashIndex index;
    private int hash;
    private RegoValue @Nullable [] sorted;

    private RegoSet(HashIndex index) {
        super(SET);
        this.index = index;
    }

    public static RegoSet of(RegoValue... elements) {
        Builder builder = builder();
        for (RegoValue element : elements) {
            builder.add(element);
        }
        return builder.build();
    }

    public static RegoSet copyOf(Collection<? extends RegoValue> elements) {
        Builder builder = builder();
        elements.forEach(builder::add);
        return builder.build();
    }

    public static Builder builder() {
        return new Builder();
    }

    public int size() {
        return index.size();
    }

    public boolean contains(RegoValue value) {
        return index.find(value) >= 0;
    }

    /// The element equal to `value` in the spelling this set holds, or null.
    public @Nullable RegoValue find(RegoValue value) {
        int slot = index.find(value);
        return slot < 0 ? null : index.element(slot);
    }

    /// The element in a slot from 0 to [#size], in order of insertion: for work whose order nobody can see.
    public RegoValue element(int slot) {
        return index.element(slot);
    }

    /// The element at a place from 0 to [#size] in value order.
    public RegoValue sorted(int place) {
        return sortedElements()[place];
    }

    private RegoValue[] sortedElements() {
        RegoValue[] elements = sorted;
        if (elements == null) {
            elements = index.elements();
            java.util.Arrays.sort(elements, ValueOrder::compare);
            sorted = elements;
        }
        return elements;
    }

    /// The elements in value order.
    public RegoArray toArray() {
        return RegoArray.of(sortedElements());
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            int sum = 0x5e7;
            for (int i = 0, n = size(); i < n; i++) {
                sum += index.element(i).hashCode() * 0x85EB_CA6B;
            }
            hash = sum;
        }
        return hash;
    }

    /// Collects elements.
    public static final class Builder {
        private HashIndex index = new HashIndex();

        private Builder() {}

        public Builder add(RegoValue element) {
            index.add(element);
            return this;
        }

        public int size() {
            return index.size();
        }

        public boolean contains(RegoValue element) {
            return index.find(element) >= 0;
        }

        /// The set; the builder starts empty again.
        public RegoSet build() {
            RegoSet set = index.size() == 0 ? EMPTY : new RegoSet(index);
            index = new HashIndex();
            return set;
        }
    }
}
