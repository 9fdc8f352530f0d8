package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/// OPA's `object`. Merging never builds an object deeper than its arguments are.
final class ObjectBuiltins {
    private ObjectBuiltins() {}

    static void define(Builtins.Builder to) {
        to.define("object.get", (_, args) -> get(Operands.object(args, 1), args[1], args[2]));
        to.define("object.keys", (_, args) -> keys(Operands.object(args, 1)));
        to.define("object.remove", (_, args) -> select(Operands.object(args, 1), keys(args[1]), false));
        to.define("object.filter", (_, args) -> select(Operands.object(args, 1), keys(args[1]), true));
        to.define("object.union", (_, args) -> union(Operands.object(args, 1), Operands.object(args, 2)));
        to.define("object.union_n", (_, args) -> union(Operands.array(args, 1)));
        to.defineUnchecked("object.subset", (_, args) -> RegoBoolean.of(isSubset(args[0], args[1])));
    }

    /// An array key is a path.
    private static RegoValue get(RegoObject object, RegoValue key, RegoValue otherwise) {
        RegoValue found = object;
        if (key instanceof RegoArray path) {
            for (int i = 0, n = path.size(); i < n && found != null; i++) {
                found = Lookup.in(found, path.get(i));
            }
        } else {
            found = object.get(key);
        }
        return found == null ? otherwise : found;
    }

    private static RegoSet keys(RegoObject object) {
        RegoSet.Builder keys = RegoSet.builder();
        for (int slot = 0, n = object.size(); slot < n; slot++) {
            keys.add(object.key(slot));
        }
        return keys.build();
    }

    private static RegoSet keys(RegoValue collection) {
        if (collection instanceof RegoSet set) {
            return set;
        }
        return collection instanceof RegoObject object
                ? keys(object)
                : RegoSet.copyOf(((RegoArray) collection).toList());
    }

    private static RegoObject select(RegoObject object, RegoSet keys, boolean listed) {
        RegoObject.Builder selected = RegoObject.builder();
        for (int slot = 0, n = object.size(); slot < n; slot++) {
            if (keys.contains(object.key(slot)) == listed) {
                selected.put(object.key(slot), object.value(slot));
            }
        }
        return selected.build();
    }

    /// Entries of both; where both have a key, `second` wins, unless both values are objects: these are merged.
    private static RegoObject union(RegoObject first, RegoObject second) {
        RegoObject.Builder merged = RegoObject.builder();
        for (int slot = 0, n = first.size(); slot < n; slot++) {
            merged.put(first.key(slot), first.value(slot));
        }
        for (int slot = 0, n = second.size(); slot < n; slot++) {
            RegoValue key = second.key(slot);
            RegoValue value = second.value(slot);
            if (value instanceof RegoObject inner && first.get(key) instanceof RegoObject outer) {
                merged.put(key, union(outer, inner));
            } else {
                merged.put(key, value);
            }
        }
        return merged.build();
    }

    private static RegoObject union(RegoArray objects) throws BuiltinException {
        RegoObject merged = RegoObject.empty();
        for (int i = 0, n = objects.size(); i < n; i++) {
            if (!(objects.get(i) instanceof RegoObject next)) {
                throw BuiltinException.element(1, objects, "object", objects.get(i));
            }
            merged = i == 0 ? next : union(merged, next);
        }
        return merged;
    }

    private static boolean isSubset(RegoValue whole, RegoValue part) throws BuiltinException {
        if (whole instanceof RegoArray array && part instanceof RegoSet set) {
            return hasElements(array, set);
        }
        Boolean subset = compare(whole, part);
        if (subset == null) {
            throw BuiltinException.typeError("both arguments object.subset must be of the same type or array and set");
        }
        return subset;
    }

    /// Whether `part` is part of `whole`; null when they are not two objects, two sets or two arrays.
    private static @Nullable Boolean compare(RegoValue whole, RegoValue part) {
        if (whole instanceof RegoObject outer && part instanceof RegoObject inner) {
            return hasEntries(outer, inner);
        }
        if (whole instanceof RegoSet outer && part instanceof RegoSet inner) {
            return hasAll(outer, inner);
        }
        if (whole instanceof RegoArray outer && part instanceof RegoArray inner) {
            return hasRun(outer, inner);
        }
        return null;
    }

    private static boolean hasEntries(RegoObject whole, RegoObject part) {
        for (int slot = 0, n = part.size(); slot < n; slot++) {
            RegoValue value = part.value(slot);
            RegoValue other = whole.get(part.key(slot));
            if (other == null || !(other.equals(value) || Boolean.TRUE.equals(compare(other, value)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasAll(RegoSet whole, RegoSet part) {
        for (int i = 0, n = part.size(); i < n; i++) {
            if (!whole.contains(part.element(i))) {
                return false;
            }
        }
        return true;
    }

    /// Whether `part` stands in `whole` as one run.
    private static boolean hasRun(RegoArray whole, RegoArray part) {
        for (int start = 0; start + part.size() <= whole.size(); start++) {
            int i = 0;
            while (i < part.size() && whole.get(start + i).equals(part.get(i))) {
                i++;
            }
            if (i == part.size()) {
                return true;
            }
        }
        return false;
    }

    /// As OPA: false for an empty array, true once as many elements of `array` are in `part` as `part` has.
    private static boolean hasElements(RegoArray array, RegoSet part) {
        int missing = part.size();
        for (int i = 0, n = array.size(); i < n; i++) {
            if (part.contains(array.get(i))) {
                missing--;
            }
            if (missing == 0) {
                return true;
            }
        }
        return false;
    }
}
