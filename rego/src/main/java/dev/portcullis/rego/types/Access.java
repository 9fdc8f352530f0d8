package dev.portcullis.rego.types;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;

/// What looking into a value of some type gives.
public final class Access {
    private Access() {}

    /// The type behind a constant key; unknown when there is nothing.
    public static Type select(Type type, RegoValue key) {
        return switch (type.unwrapped()) {
            case Type.Array array ->
                key instanceof RegoNumber n && n.isLong() ? array.at(n.longValue()) : Basic.UNKNOWN;
            case Type.Obj object -> property(object, key);
            case Type.Set(Type element) -> {
                Type given = typeOf(key);
                yield TypeOrder.same(element, given)
                        ? element
                        : !(element instanceof Type.Any || element instanceof Type.Union)
                                ? Basic.UNKNOWN
                                : Unions.contains(element, given) ? given : Basic.UNKNOWN;
            }
            case Type.Any any -> any;
            case Type.Union(List<Type> members) -> {
                Type union = Basic.UNKNOWN;
                for (Type member : members) {
                    union = Unions.or(union, select(member, key));
                }
                yield union;
            }
            default -> Basic.UNKNOWN;
        };
    }

    private static Type property(Type.Obj object, RegoValue key) {
        int low = 0;
        int high = object.properties().size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Type.Property property = object.properties().get(middle);
            int order = property.key().compareTo(key);
            if (order == 0) {
                return property.type();
            }
            low = order < 0 ? middle + 1 : low;
            high = order > 0 ? middle - 1 : high;
        }
        Type.Others others = object.others();
        return others != null && Unions.contains(others.key(), typeOf(key)) ? others.value() : Basic.UNKNOWN;
    }

    /// The type of the keys of a collection; unknown for what has none.
    public static Type keys(Type type) {
        return switch (type.unwrapped()) {
            case Type.Array _ -> Basic.NUMBER;
            case Type.Obj object -> {
                Type keys = Basic.UNKNOWN;
                for (Type.Property property : object.properties()) {
                    keys = Unions.or(keys, typeOf(property.key()));
                }
                yield object.others() == null
                        ? keys
                        : Unions.or(keys, object.others().key());
            }
            case Type.Set(Type element) -> element;
            case Type.Any any -> any;
            case Type.Union(List<Type> members) -> {
                Type keys = Basic.UNKNOWN;
                for (Type member : members) {
                    keys = Unions.or(keys, keys(member));
                }
                yield keys;
            }
            default -> Basic.UNKNOWN;
        };
    }

    /// The type of the values of a collection; unknown for what has none.
    public static Type values(Type type) {
        return switch (type.unwrapped()) {
            case Type.Array array -> Unions.or(Unions.of(array.elements()), array.rest());
            case Type.Obj object -> {
                Type values = Basic.UNKNOWN;
                for (Type.Property property : object.properties()) {
                    values = Unions.or(values, property.type());
                }
                yield object.others() == null
                        ? values
                        : Unions.or(values, object.others().value());
            }
            case Type.Set(Type element) -> element;
            case Type.Any any -> any;
            case Type.Union(List<Type> members) -> {
                Type values = Basic.UNKNOWN;
                for (Type member : members) {
                    values = Unions.or(values, values(member));
                }
                yield values;
            }
            default -> Basic.UNKNOWN;
        };
    }

    /// The type of a value; that of a set is that of its sorted array, as everywhere where OPA goes through JSON.
    public static Type typeOf(RegoValue value) {
        return switch (value) {
            case RegoNull _ -> Basic.NULL;
            case RegoBoolean _ -> Basic.BOOLEAN;
            case RegoNumber _ -> Basic.NUMBER;
            case RegoString _ -> Basic.STRING;
            case RegoArray array -> {
                List<Type> elements = new ArrayList<>();
                for (int i = 0; i < array.size(); i++) {
                    elements.add(typeOf(array.get(i)));
                }
                yield new Type.Array(elements, Basic.UNKNOWN);
            }
            case RegoSet set -> typeOf(set.toArray());
            case RegoObject object -> {
                List<Type.Property> properties = new ArrayList<>();
                for (int i = 0; i < object.size(); i++) {
                    properties.add(new Type.Property(object.key(i), typeOf(object.value(i))));
                }
                yield new Type.Obj(properties, null);
            }
        };
    }
}
