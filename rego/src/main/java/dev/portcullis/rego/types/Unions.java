package dev.portcullis.rego.types;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Unions of types: sorted, without duplicates, never nested.
public final class Unions {
    private Unions() {}

    /// What is one or the other; an unknown type adds nothing. A function and a value have no union: it is unknown.
    public static Type or(Type left, Type right) {
        if (left.isUnknown()) {
            return right;
        }
        if (right.isUnknown()) {
            return left;
        }
        if (left instanceof Type.Function || right instanceof Type.Function) {
            return left instanceof Type.Function a && right instanceof Type.Function b
                    ? functions(a, b)
                    : Basic.UNKNOWN;
        }
        if (left instanceof Type.Any || right instanceof Type.Any) {
            return Basic.ANY;
        }
        if (left instanceof Type.Union a) {
            return right instanceof Type.Union b ? merged(a, b) : with(a, right);
        }
        if (right instanceof Type.Union b) {
            return with(b, left);
        }
        int order = TypeOrder.ORDER.compare(left, right);
        return order == 0 ? left : new Type.Union(order < 0 ? List.of(left, right) : List.of(right, left));
    }

    /// The union of the members, nested ones taken apart.
    public static Type of(List<Type> members) {
        Type union = Basic.UNKNOWN;
        for (Type member : members) {
            union = or(union, member);
        }
        return union;
    }

    /// Whether `type` is the union, `any` or one of its members; no structure is compared.
    public static boolean contains(Type union, Type type) {
        return switch (union) {
            case Type.Any _ -> !(type instanceof Type.Function);
            case Type.Union(List<Type> members) -> Collections.binarySearch(members, type, TypeOrder.ORDER) >= 0;
            default -> TypeOrder.same(union, type);
        };
    }

    private static Type with(Type.Union union, Type added) {
        int place = Collections.binarySearch(union.members(), added, TypeOrder.ORDER);
        if (place >= 0) {
            return union;
        }
        List<Type> members = new ArrayList<>(union.members());
        members.add(-place - 1, added);
        return new Type.Union(members);
    }

    private static Type merged(Type.Union left, Type.Union right) {
        Type union = left;
        for (Type member : right.members()) {
            union = or(union, member);
        }
        return union;
    }

    private static Type functions(Type.Function left, Type.Function right) {
        boolean alike = left.parameters().size() == right.parameters().size()
                && left.variadic().isUnknown() == right.variadic().isUnknown();
        if (!alike) {
            return Basic.UNKNOWN;
        }
        List<Type> parameters = new ArrayList<>();
        for (int i = 0; i < left.parameters().size(); i++) {
            parameters.add(or(left.parameters().get(i), right.parameters().get(i)));
        }
        return new Type.Function(parameters, or(left.variadic(), right.variadic()), or(left.result(), right.result()));
    }
}
