package dev.portcullis.rego.typing;

import dev.portcullis.rego.types.Access;
import dev.portcullis.rego.types.Basic;
import dev.portcullis.rego.types.Type;
import dev.portcullis.rego.types.Unions;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Types of documents along their paths. A node with a type is a leaf for look-ups, though rules may stand below it:
/// those of a partial object whose heads are longer.
final class TypeTree {
    private final Map<RegoValue, TypeTree> children = new LinkedHashMap<>();
    private Type type = Basic.UNKNOWN;

    @Nullable
    TypeTree child(RegoValue key) {
        return children.get(key);
    }

    Map<RegoValue, TypeTree> children() {
        return children;
    }

    boolean isLeaf() {
        return !type.isUnknown();
    }

    Type type() {
        return type;
    }

    /// Sets the type at a path, whatever was there.
    void put(List<? extends RegoValue> path, Type replacement) {
        TypeTree node = this;
        for (RegoValue key : path) {
            node = node.children.computeIfAbsent(key, _ -> new TypeTree());
        }
        node.type = replacement;
    }

    /// Adds what one more rule defines at a path: types there are joined, and objects above and below the path learn
    /// of it.
    void insert(List<? extends RegoValue> path, Type added) {
        TypeTree node = this;
        for (int i = 0; i < path.size(); i++) {
            TypeTree next = node.children.computeIfAbsent(path.get(i), _ -> new TypeTree());
            if (i + 1 < path.size() && next.type.unwrapped() instanceof Type.Obj object) {
                next.type = ObjectTypes.inserted(object, path.subList(i + 1, path.size()), added);
            }
            node = next;
        }
        node.type = ObjectTypes.merged(node.type, added);
        if (added.unwrapped() instanceof Type.Obj && node.type.unwrapped() instanceof Type.Obj whole) {
            for (Map.Entry<RegoValue, TypeTree> entry : node.children.entrySet()) {
                whole = entry.getValue().gathered(whole, entry.getKey(), List.of());
            }
            node.type = node.children.isEmpty() ? node.type : whole;
        }
    }

    private Type.Obj gathered(Type.Obj whole, RegoValue key, List<RegoValue> above) {
        List<RegoValue> path = new ArrayList<>(above);
        path.add(key);
        if (isLeaf()) {
            return ObjectTypes.inserted(whole, path, type);
        }
        Type.Obj gathered = whole;
        for (Map.Entry<RegoValue, TypeTree> entry : children.entrySet()) {
            gathered = entry.getValue().gathered(gathered, entry.getKey(), path);
        }
        return gathered;
    }

    /// The type of the whole document here: a package is an object that base data may add to.
    Type extent() {
        if (isLeaf()) {
            return type;
        }
        List<Type.Property> properties = new ArrayList<>();
        children.forEach((key, child) -> {
            if (isPropertyKey(key)) {
                properties.add(new Type.Property(key, child.extent()));
            }
        });
        return new Type.Obj(properties, new Type.Others(Basic.STRING, Basic.ANY));
    }

    /// The type of the keys of [#extent], at the price of looking at the children only.
    Type extentKeys() {
        if (isLeaf()) {
            return Access.keys(type);
        }
        Type keys = Basic.STRING;
        for (RegoValue key : children.keySet()) {
            keys = isPropertyKey(key) ? Unions.or(keys, Access.typeOf(key)) : keys;
        }
        return keys;
    }

    private static boolean isPropertyKey(RegoValue key) {
        return key instanceof RegoString || key instanceof RegoNumber || key instanceof RegoBoolean;
    }
}
