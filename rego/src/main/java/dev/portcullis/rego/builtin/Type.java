package dev.portcullis.rego.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A static type in OPA's type system: of builtins' parameters and results, later of rules and documents.
public sealed interface Type {
    /// Any value.
    record Any() implements Type {}

    /// `null`.
    record Null() implements Type {}

    /// `true` or `false`.
    record Bool() implements Type {}

    /// A number.
    record Num() implements Type {}

    /// A string.
    record Text() implements Type {}

    /// An array: known leading elements, then any number of `rest`.
    ///
    /// @param rest type of further elements; null when there are none
    record Array(List<Type> elements, @Nullable Type rest) implements Type {
        public Array {
            elements = List.copyOf(elements);
        }
    }

    /// A set.
    record Set(Type element) implements Type {}

    /// An object: known properties, then others.
    ///
    /// @param otherKey type of further keys; null when there are none
    /// @param otherValue type of their values; null when there are none
    record Obj(
            List<Property> properties,
            @Nullable Type otherKey,
            @Nullable Type otherValue) implements Type {
        public Obj {
            properties = List.copyOf(properties);
        }
    }

    /// A known property of an object.
    record Property(String name, Type type) {}

    /// One of several types.
    record Union(List<Type> members) implements Type {
        public Union {
            members = List.copyOf(members);
        }
    }
}
