package dev.portcullis.rego.types;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// OPA's order of types: by kind, then by content. It decides how a union is printed and which types are the same.
public final class TypeOrder implements Comparator<Type> {
    public static final TypeOrder ORDER = new TypeOrder();

    private TypeOrder() {}

    /// Whether two types are the same.
    public static boolean same(Type left, Type right) {
        return ORDER.compare(left, right) == 0;
    }

    @Override
    public int compare(Type left, Type right) {
        if (left == right
                || (left instanceof Type.Recursive a
                        && right instanceof Type.Recursive b
                        && a.name().equals(b.name()))) {
            return 0;
        }
        Type a = left.unwrapped();
        Type b = right.unwrapped();
        int kinds = Integer.compare(kind(a), kind(b));
        return kinds != 0 || a == b ? kinds : sameKind(a, b);
    }

    private int sameKind(Type left, Type right) {
        return switch (left) {
            case Type.Unknown _, Type.Any _, Type.Null _, Type.Bool _, Type.Num _, Type.Text _, Type.Recursive _ -> 0;
            case Type.Array a -> arrays(a, (Type.Array) right);
            case Type.Obj a -> objects(a, (Type.Obj) right);
            case Type.Set a -> compare(a.element(), ((Type.Set) right).element());
            case Type.Union a -> lists(a.members(), ((Type.Union) right).members());
            case Type.Function a -> functions(a, (Type.Function) right);
        };
    }

    /// `any` is a union of nothing in OPA and stands before all others.
    private static int kind(Type type) {
        return switch (type) {
            case Type.Unknown _ -> -1;
            case Type.Null _ -> 0;
            case Type.Bool _ -> 1;
            case Type.Num _ -> 2;
            case Type.Text _ -> 3;
            case Type.Array _ -> 4;
            case Type.Obj _ -> 5;
            case Type.Set _ -> 6;
            case Type.Any _ -> 7;
            case Type.Union _ -> 8;
            case Type.Function _ -> 9;
            case Type.Recursive _ -> 10;
        };
    }

    private int arrays(Type.Array left, Type.Array right) {
        int rest = compare(left.rest(), right.rest());
        return rest != 0 ? rest : lists(left.elements(), right.elements());
    }

    private int objects(Type.Obj left, Type.Obj right) {
        int others = others(left.others(), right.others());
        if (others != 0) {
            return others;
        }
        int shared = Math.min(left.properties().size(), right.properties().size());
        for (int i = 0; i < shared; i++) {
            Type.Property a = left.properties().get(i);
            Type.Property b = right.properties().get(i);
            int keys = a.key().compareTo(b.key());
            int order = keys != 0 ? keys : compare(a.type(), b.type());
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.properties().size(), right.properties().size());
    }

    private int others(Type.@Nullable Others left, Type.@Nullable Others right) {
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        }
        int keys = compare(left.key(), right.key());
        return keys != 0 ? keys : compare(left.value(), right.value());
    }

    private int functions(Type.Function left, Type.Function right) {
        int sizes = Integer.compare(left.parameters().size(), right.parameters().size());
        if (sizes != 0) {
            return sizes;
        }
        int parameters = lists(left.parameters(), right.parameters());
        if (parameters != 0) {
            return parameters;
        }
        int results = compare(left.result(), right.result());
        return results != 0 ? results : compare(left.variadic(), right.variadic());
    }

    private int lists(List<Type> left, List<Type> right) {
        int shared = Math.min(left.size(), right.size());
        for (int i = 0; i < shared; i++) {
            int order = compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }
}
