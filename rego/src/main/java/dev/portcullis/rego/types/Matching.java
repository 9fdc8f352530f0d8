package dev.portcullis.rego.types;

import java.util.List;

/// Whether values of two types can ever be equal.
public final class Matching {
    private Matching() {}

    /// False when no value belongs to both types, or one of them is unknown.
    public static boolean unifies(Type left, Type right) {
        Type a = left.unwrapped();
        Type b = right.unwrapped();
        if (a.isUnknown() || b.isUnknown()) {
            return false;
        }
        if (admits(a, b) || admits(b, a)) {
            return true;
        }
        return switch (a) {
            case Type.Null _ -> b instanceof Type.Null;
            case Type.Bool _ -> b instanceof Type.Bool;
            case Type.Num _ -> b instanceof Type.Num;
            case Type.Text _ -> b instanceof Type.Text;
            case Type.Array x -> b instanceof Type.Array y && arrays(x, y);
            case Type.Obj x -> b instanceof Type.Obj y && objects(x, y);
            case Type.Set x -> b instanceof Type.Set y && sets(x, y);
            case Type.Function x -> b instanceof Type.Function y && functions(x, y);
            case Type.Any _, Type.Union _, Type.Unknown _, Type.Recursive _ -> false;
        };
    }

    private static boolean admits(Type union, Type type) {
        return !(type instanceof Type.Function)
                && switch (union) {
                    case Type.Any _ -> true;
                    case Type.Union(List<Type> members) -> members.stream().anyMatch(member -> unifies(member, type));
                    default -> false;
                };
    }

    private static boolean arrays(Type.Array left, Type.Array right) {
        return elements(left, right)
                && elements(right, left)
                && (left.rest().isUnknown() || right.rest().isUnknown() || unifies(left.rest(), right.rest()));
    }

    private static boolean elements(Type.Array of, Type.Array in) {
        for (int i = 0; i < of.elements().size(); i++) {
            if (!unifies(of.elements().get(i), in.at(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean objects(Type.Obj left, Type.Obj right) {
        return properties(left, right)
                && properties(right, left)
                && (left.others() == null
                        || right.others() == null
                        || left.others().value().isUnknown()
                        || right.others().value().isUnknown()
                        || unifies(left.others().value(), right.others().value()));
    }

    private static boolean properties(Type.Obj of, Type.Obj in) {
        boolean open = isOpen(of) || isOpen(in);
        for (Type.Property property : of.properties()) {
            Type other = Access.select(in, property.key());
            if (other.isUnknown() ? !open : !unifies(property.type(), other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOpen(Type.Obj object) {
        return object.others() != null && !object.others().value().isUnknown();
    }

    /// The empty set is a member of every set type.
    private static boolean sets(Type.Set left, Type.Set right) {
        return left.element().isUnknown() || right.element().isUnknown() || unifies(left.element(), right.element());
    }

    private static boolean functions(Type.Function left, Type.Function right) {
        if (left.parameters().size() != right.parameters().size()) {
            return false;
        }
        for (int i = 0; i < left.parameters().size(); i++) {
            if (!unifies(left.parameters().get(i), right.parameters().get(i))) {
                return false;
            }
        }
        return true;
    }
}
