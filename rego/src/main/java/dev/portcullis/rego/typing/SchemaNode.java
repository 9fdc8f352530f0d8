package dev.portcullis.rego.typing;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the type checker reads of one JSON schema; the rest of a schema constrains values, not types.
///
/// @param types names of types, sorted; none when the schema does not say
/// @param tuple whether `items` lists the elements one by one
/// @param ref a `$ref`; empty when there is none
record SchemaNode(
        Set<String> types,
        List<Property> properties,
        List<RegoValue> items,
        boolean tuple,
        @Nullable List<RegoValue> anyOf,
        @Nullable List<RegoValue> allOf,
        String ref) {
    private static final Set<String> TYPES =
            Set.of("array", "boolean", "integer", "number", "null", "object", "string");

    /// A property the schema names.
    record Property(String name, RegoValue schema) {}

    /// Reads a schema: an object, or a boolean that says nothing of types.
    ///
    /// @throws SchemaException when it is no schema
    static SchemaNode of(RegoValue schema) throws SchemaException {
        if (!(schema instanceof RegoObject object)) {
            return new SchemaNode(new TreeSet<>(), List.of(), List.of(), false, null, null, "");
        }
        List<Property> properties = new ArrayList<>();
        if (object.get("properties") instanceof RegoObject named) {
            for (int i = 0; i < named.size(); i++) {
                properties.add(new Property(((RegoString) named.key(i)).value(), named.value(i)));
            }
        }
        RegoValue items = object.get("items");
        List<RegoValue> elements = items instanceof RegoArray array
                ? list(array)
                : items instanceof RegoObject single ? List.of(single) : List.of();
        return new SchemaNode(
                types(object.get("type")),
                properties,
                elements,
                items instanceof RegoArray,
                object.get("anyOf") instanceof RegoArray any ? list(any) : null,
                object.get("allOf") instanceof RegoArray all ? list(all) : null,
                object.get("$ref") instanceof RegoString name ? name.value() : "");
    }

    private static Set<String> types(@Nullable RegoValue type) throws SchemaException {
        Set<String> types = new TreeSet<>();
        if (type instanceof RegoArray several) {
            for (RegoValue each : list(several)) {
                types.addAll(types(each));
            }
        } else if (type instanceof RegoString name) {
            if (!TYPES.contains(name.value())) {
                throw new SchemaException(
                        "unable to compile the schema: has a primitive type that is NOT VALID -- given: /"
                                + name.value()
                                + "/ Expected valid values are:[array boolean integer number null object string]");
            }
            types.add(name.value());
        }
        return types;
    }

    private static List<RegoValue> list(RegoArray array) {
        List<RegoValue> list = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            list.add(array.get(i));
        }
        return list;
    }

    /// Whether it only offers alternatives.
    boolean isPlainAnyOf() {
        return types.isEmpty() && anyOf != null && properties.isEmpty() && items.isEmpty();
    }

    /// With the type that its parts imply.
    SchemaNode typed() {
        Set<String> implied = new TreeSet<>(types);
        if (!properties.isEmpty()) {
            implied.add("object");
        } else if (!items.isEmpty()) {
            implied.add("array");
        }
        return new SchemaNode(implied, properties, items, tuple, anyOf, allOf, ref);
    }

    SchemaNode withoutAlternatives() {
        return new SchemaNode(types, properties, items, tuple, null, allOf, ref);
    }

    /// Both at once, as far as OPA joins schemas: properties are added up.
    SchemaNode and(SchemaNode other) throws SchemaException {
        if (!types.equals(other.types)) {
            throw new SchemaException("type checking: unable to merge these schemas: type mismatch: " + shown()
                    + " and " + other.shown());
        }
        List<Property> all = new ArrayList<>(properties);
        if (types.contains("object") && !properties.isEmpty()) {
            all.addAll(other.properties);
        }
        List<RegoValue> longer = new ArrayList<>(items);
        if (types.contains("array") && !items.isEmpty()) {
            for (int i = items.size(); i < other.items.size(); i++) {
                longer.add(other.items.get(i));
            }
            for (int i = 0; i < Math.min(items.size(), other.items.size()); i++) {
                if (!of(items.get(i)).types.equals(of(other.items.get(i)).types)) {
                    throw new SchemaException("type checking: unable to merge these schemas");
                }
            }
        }
        return new SchemaNode(types, all, longer, tuple, anyOf, null, ref);
    }

    private String shown() {
        return types.isEmpty() ? "undefined" : String.join(",", types);
    }
}
