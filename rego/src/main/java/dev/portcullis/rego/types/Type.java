package dev.portcullis.rego.types;

import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A static type in OPA's type system: of builtins' parameters and results, of rules, documents and terms.
public sealed interface Type {

    /// Nothing is known yet: the type of a variable before inference, the element of an empty set, the result of a
    /// function without one.
    record Unknown() implements Type {}

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
    /// @param rest type of further elements; [Unknown] when there are none
    record Array(List<Type> elements, Type rest) implements Type {
        public Array {
            elements = List.copyOf(elements);
        }

        /// An array of any length.
        public static Array of(Type rest) {
            return new Array(List.of(), rest);
        }

        /// The type at an index; [Unknown] when there is none.
        public Type at(long index) {
            return index >= 0 && index < elements.size()
                    ? elements.get((int) index)
                    : index >= 0 ? rest : Basic.UNKNOWN;
        }
    }

    /// A set.
    ///
    /// @param element [Unknown] for the empty set
    record Set(Type element) implements Type {}

    /// An object: known properties, then others.
    ///
    /// @param properties in the order of their keys
    /// @param others what further keys and values may be; null when there are none
    record Obj(List<Property> properties, @Nullable Others others) implements Type {
        private static final Comparator<Property> BY_KEY = Comparator.comparing(Property::key);

        public Obj {
            properties = properties.stream().sorted(BY_KEY).toList();
        }

        /// An object without known properties.
        public static Obj of(Type key, Type value) {
            return new Obj(List.of(), new Others(key, value));
        }
    }

    /// A known property of an object.
    record Property(RegoValue key, Type type) {
        public Property(String name, Type type) {
            this(RegoString.of(name), type);
        }
    }

    /// The properties of an object that are not known by key.
    record Others(Type key, Type value) {}

    /// One of several types. [Unions] makes those that take part in inference: their members are in [TypeOrder] and
    /// differ; a declaration keeps the order in which OPA's operand errors list them.
    record Union(List<Type> members) implements Type {
        public Union {
            members = List.copyOf(members);
        }
    }

    /// A function. Not a value: it can only be called, or replaced by `with`.
    ///
    /// @param variadic type of any number of further arguments; [Unknown] when there are none
    /// @param result [Unknown] when a call has no value
    record Function(List<Type> parameters, Type variadic, Type result) implements Type {
        public Function {
            parameters = List.copyOf(parameters);
        }

        /// The type of an argument, by position.
        public Type parameter(int position) {
            return position < parameters.size() ? parameters.get(position) : variadic;
        }
    }

    /// A type that contains itself, from a recursive JSON schema. Two are the same when they are one object.
    final class Recursive implements Type {
        private final String name;
        private Type target = Basic.ANY;

        /// @param name the `$ref` that leads back to it
        public Recursive(String name) {
            this.name = name;
        }

        public String name() {
            return name;
        }

        /// What it stands for.
        public Type target() {
            return target;
        }

        /// Closes the circle, once.
        public void close(Type to) {
            target = to;
        }
    }

    /// The type itself, or what a recursive one stands for.
    default Type unwrapped() {
        return this instanceof Recursive recursive ? recursive.target() : this;
    }

    /// Whether nothing is known of it.
    default boolean isUnknown() {
        return this instanceof Unknown;
    }

    /// Whether some part of it is unknown; an empty set counts, since the type of its elements is.
    default boolean isPartlyUnknown() {
        return switch (this) {
            case Unknown _ -> true;
            case Any _, Null _, Bool _, Num _, Text _, Union _, Recursive _ -> false;
            case Array a ->
                a.elements().stream().anyMatch(Type::isPartlyUnknown)
                        || (!a.rest().isUnknown() && a.rest().isPartlyUnknown());
            case Set s -> s.element().isPartlyUnknown();
            case Obj o ->
                o.properties().stream().anyMatch(p -> p.type().isPartlyUnknown())
                        || (o.others() != null
                                && (o.others().key().isPartlyUnknown()
                                        || o.others().value().isPartlyUnknown()));
            case Function f ->
                f.parameters().stream().anyMatch(Type::isPartlyUnknown)
                        || f.result().isPartlyUnknown();
        };
    }

    /// Whether it is a collection that can hold nothing.
    default boolean isEmptyCollection() {
        return switch (unwrapped()) {
            case Array a -> a.elements().isEmpty() && a.rest().isUnknown();
            case Set s -> s.element().isUnknown();
            case Obj o -> o.properties().isEmpty() && o.others() == null;
            default -> false;
        };
    }
}
