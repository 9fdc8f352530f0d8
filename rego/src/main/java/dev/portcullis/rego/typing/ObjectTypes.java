package dev.portcullis.rego.typing;

import dev.portcullis.rego.types.Access;
import dev.portcullis.rego.types.Type;
import dev.portcullis.rego.types.Unions;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the types of several rules of one document become one type.
final class ObjectTypes {
    private ObjectTypes() {}

    /// The object with a value of the type at the path below it.
    static Type.Obj inserted(Type.Obj object, List<? extends RegoValue> path, Type added) {
        Type key = Access.typeOf(path.getFirst());
        Type value =
                path.size() == 1 ? added : inserted(new Type.Obj(List.of(), null), path.subList(1, path.size()), added);
        Type.Others others = object.others();
        return new Type.Obj(
                object.properties(),
                others == null
                        ? new Type.Others(key, value)
                        : new Type.Others(Unions.or(others.key(), key), Unions.or(others.value(), value)));
    }

    /// The type of a document that two rules define: sets and objects without known keys grow, others are joined.
    static Type merged(Type left, Type right) {
        if (left.isUnknown()) {
            return right;
        }
        if (right.isUnknown()) {
            return left;
        }
        Type a = left.unwrapped();
        Type b = right.unwrapped();
        Type merged = null;
        if (a instanceof Type.Obj x) {
            merged = b instanceof Type.Obj y ? objects(x, y) : b instanceof Type.Union u ? intoUnion(x, u) : null;
        } else if (a instanceof Type.Set x && b instanceof Type.Set y) {
            merged = new Type.Set(Unions.or(x.element(), y.element()));
        } else if (a instanceof Type.Union u && b instanceof Type.Obj y) {
            merged = intoUnion(y, u);
        }
        return merged == null ? Unions.or(a, b) : merged;
    }

    private static @Nullable Type objects(Type.Obj left, Type.Obj right) {
        if (!left.properties().isEmpty() || !right.properties().isEmpty()) {
            return null;
        }
        Type.Others a = left.others();
        Type.Others b = right.others();
        if (a == null || b == null) {
            return a == null ? right : left;
        }
        return Type.Obj.of(Unions.or(a.key(), b.key()), merged(a.value(), b.value()));
    }

    private static @Nullable Type intoUnion(Type.Obj object, Type.Union union) {
        Type.Others added = object.others();
        if (!object.properties().isEmpty() || added == null) {
            return null;
        }
        List<Type> members = new ArrayList<>(union.members());
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i) instanceof Type.Obj(var properties, Type.Others others)
                    && properties.isEmpty()
                    && others != null) {
                Type value = Unions.or(others.value(), added.value());
                members.set(i, Type.Obj.of(Unions.or(others.key(), added.key()), value));
                return Unions.of(members);
            }
        }
        return null;
    }
}
