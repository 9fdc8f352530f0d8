package dev.portcullis.rego.value;

/// A Rego value: null, boolean, number, string, array, object or set. Immutable. *Undefined is not a value.*
///
/// Order, equality and hash are one contract over all implementations, views included: values of different kinds
/// order by kind (null < boolean < number < string < array < object < set, as in OPA), values of one kind by
/// content. Arrays and objects are open for views; everything observable about a view is defined by its size and
/// elements.
public abstract sealed class RegoValue implements Comparable<RegoValue>
        permits RegoNull, RegoBoolean, RegoNumber, RegoString, RegoArray, RegoObject, RegoSet {
    /// Kind codes, in the order of kinds.
    public static final byte NULL = 0;

    public static final byte BOOLEAN = 1;
    public static final byte NUMBER = 2;
    public static final byte STRING = 3;
    public static final byte ARRAY = 4;
    public static final byte OBJECT = 5;
    public static final byte SET = 6;

    private static final String[] TYPE_NAMES = {"null", "boolean", "number", "string", "array", "object", "set"};

    private final byte kind;

    RegoValue(byte kind) {
        this.kind = kind;
    }

    /// One of the kind codes.
    public final byte kind() {
        return kind;
    }

    /// The name OPA's `type_name` gives: `null`, `boolean`, `number`, `string`, `array`, `object` or `set`.
    public final String typeName() {
        return TYPE_NAMES[kind];
    }

    @Override
    public final int compareTo(RegoValue other) {
        return ValueOrder.compare(this, other);
    }

    /// Equality by content; agrees with [#compareTo].
    @Override
    public final boolean equals(Object other) {
        return this == other || (other instanceof RegoValue value && ValueOrder.equal(this, value));
    }

    /// A hash that agrees with [#equals] over all implementations.
    @Override
    public abstract int hashCode();

    /// Rego text of the value: sets in braces, strings quoted.
    @Override
    public final String toString() {
        return RegoText.write(this);
    }
}
