package dev.portcullis.rego.typing;

import dev.portcullis.rego.types.Basic;
import dev.portcullis.rego.types.Type;
import dev.portcullis.rego.types.Unions;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The type that a JSON schema describes. `$ref` leads to another part of the same schema; nothing is fetched.
final class SchemaTypes {
    private final RegoValue root;
    /// Definitions that were read, or are being read: then they are recursive.
    private final Map<String, Type> definitions = new HashMap<>();

    private SchemaTypes(RegoValue root) {
        this.root = root;
    }

    /// @throws SchemaException when the schema cannot be read, or its parts contradict each other
    static Type of(RegoValue schema) throws SchemaException {
        return new SchemaTypes(schema).type(schema);
    }

    private Type type(RegoValue schema) throws SchemaException {
        SchemaNode node = SchemaNode.of(schema);
        return node.ref().isEmpty() ? type(node) : definition(node.ref());
    }

    private Type definition(String ref) throws SchemaException {
        Type known = definitions.get(ref);
        if (known != null) {
            return known;
        }
        Type.Recursive recursive = new Type.Recursive(ref);
        definitions.put(ref, recursive);
        Type type = type(target(ref));
        recursive.close(type);
        definitions.put(ref, type);
        return type;
    }

    private RegoValue target(String ref) throws SchemaException {
        RegoValue target = ref.startsWith("#") ? root : null;
        for (String part : ref.substring(Math.min(ref.length(), 1)).split("/", -1)) {
            String name = part.replace("~1", "/").replace("~0", "~");
            target = part.isEmpty() || target == null ? target : child(target, name);
        }
        if (target == null) {
            throw new SchemaException("unable to compile the schema: reference `" + ref + "` leads nowhere");
        }
        return target;
    }

    private static @Nullable RegoValue child(RegoValue parent, String name) {
        if (parent instanceof RegoArray array && name.matches("[0-9]{1,6}")) {
            int index = Integer.parseInt(name);
            return index < array.size() ? array.get(index) : null;
        }
        return parent instanceof RegoObject object ? object.get(RegoString.of(name)) : null;
    }

    private Type type(SchemaNode node) throws SchemaException {
        if (node.anyOf() != null) {
            return alternatives(node, node.anyOf());
        }
        if (node.allOf() != null) {
            return joined(node, node.allOf());
        }
        return single(node.types().isEmpty() ? node.typed() : node);
    }

    private Type alternatives(SchemaNode node, List<RegoValue> schemas) throws SchemaException {
        Type union = Basic.UNKNOWN;
        if (!node.types().isEmpty()
                && type(node.withoutAlternatives()) instanceof Type.Obj core
                && !core.properties().isEmpty()
                && core.others() == null) {
            union = core;
        }
        for (RegoValue schema : schemas) {
            union = Unions.or(type(schema), union);
        }
        return union;
    }

    private Type joined(SchemaNode node, List<RegoValue> schemas) throws SchemaException {
        SchemaNode all = null;
        for (RegoValue schema : schemas) {
            SchemaNode part = SchemaNode.of(schema);
            while (!part.ref().isEmpty()) {
                part = SchemaNode.of(target(part.ref()));
            }
            if (!part.isPlainAnyOf()) {
                all = all == null ? part.typed() : all.and(part.typed());
            }
        }
        if (all == null) {
            return Basic.ANY;
        }
        if (!node.types().isEmpty()) {
            boolean composite = sharedType(node, all, "object") || sharedType(node, all, "array");
            if (!composite && !node.types().equals(all.types())) {
                throw new SchemaException("type checking: unable to merge these schemas");
            }
            all = composite ? all.and(node.typed()) : all;
        }
        return type(all);
    }

    private static boolean sharedType(SchemaNode a, SchemaNode b, String type) {
        return a.types().contains(type) && b.types().contains(type);
    }

    private Type single(SchemaNode node) throws SchemaException {
        if (node.types().contains("boolean")) {
            return Basic.BOOLEAN;
        }
        if (node.types().contains("string")) {
            return Basic.STRING;
        }
        if (node.types().contains("integer") || node.types().contains("number")) {
            return Basic.NUMBER;
        }
        if (node.types().contains("object")) {
            return object(node);
        }
        return node.types().contains("array") ? array(node) : Basic.ANY;
    }

    private Type object(SchemaNode node) throws SchemaException {
        if (node.properties().isEmpty()) {
            return Type.Obj.of(Basic.ANY, Basic.ANY);
        }
        List<Type.Property> properties = new ArrayList<>();
        for (SchemaNode.Property property : node.properties()) {
            properties.add(new Type.Property(property.name(), type(property.schema())));
        }
        return new Type.Obj(properties, null);
    }

    private Type array(SchemaNode node) throws SchemaException {
        if (node.items().isEmpty()) {
            return Type.Array.of(Basic.ANY);
        }
        List<Type> elements = new ArrayList<>();
        for (RegoValue item : node.items()) {
            elements.add(type(item));
        }
        return node.tuple() ? new Type.Array(elements, Basic.UNKNOWN) : Type.Array.of(elements.getFirst());
    }
}
