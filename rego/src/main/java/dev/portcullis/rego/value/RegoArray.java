package dev.portcullis.rego.value;

import java.util.List;

/// An array. Open for views: a subclass answers [#size] and [#get] and must never change.
public abstract non-sealed class RegoArray extends RegoValue {
    protected RegoArray() {
        super(ARRAY);
    }

    /// The array without elements.
    public static RegoArray empty() {
        return DenseArray.EMPTY;
    }

    public static RegoArray of(RegoValue... elements) {
        return elements.length == 0 ? empty() : new DenseArray(elements.clone());
    }

    public static RegoArray copyOf(List<? extends RegoValue> elements) {
        return elements.isEmpty() ? empty() : new DenseArray(elements.toArray(RegoValue[]::new));
    }

    /// Wraps without copying; the caller gives the array away.
    static RegoArray owning(RegoValue[] elements) {
        return elements.length == 0 ? empty() : new DenseArray(elements);
    }

    public abstract int size();

    /// The element at `index`, which must be at least 0 and below [#size].
    public abstract RegoValue get(int index);

    /// Whether some element equals `value`.
    public boolean contains(RegoValue value) {
        for (int i = 0, n = size(); i < n; i++) {
            if (get(i).equals(value)) {
                return true;
            }
        }
        return false;
    }

    /// The elements as a plain list, in order.
    public final List<RegoValue> toList() {
        RegoValue[] elements = new RegoValue[size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = get(i);
        }
        return List.of(elements);
    }

    @Override
    public int hashCode() {
        int hash = 0x51ed;
        for (int i = 0, n = size(); i < n; i++) {
            hash = 31 * hash + get(i).hashCode();
        }
        return hash;
    }
}
