package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;

/// Comparison operators and `in`. `=` and `:=` are declared but never called: the compiler turns them into other
/// things.
final class ComparisonBuiltins {
    private ComparisonBuiltins() {}

    static void define(Builtins.Builder to) {
        to.define("equal", (_, args) -> RegoBoolean.of(args[0].equals(args[1])));
        to.define("neq", (_, args) -> RegoBoolean.of(!args[0].equals(args[1])));
        to.define("lt", (_, args) -> RegoBoolean.of(args[0].compareTo(args[1]) < 0));
        to.define("lte", (_, args) -> RegoBoolean.of(args[0].compareTo(args[1]) <= 0));
        to.define("gt", (_, args) -> RegoBoolean.of(args[0].compareTo(args[1]) > 0));
        to.define("gte", (_, args) -> RegoBoolean.of(args[0].compareTo(args[1]) >= 0));
        to.define("internal.member_2", (_, args) -> RegoBoolean.of(isMember(args[0], args[1])));
        to.define("internal.member_3", (_, args) -> RegoBoolean.of(isMember(args[0], args[1], args[2])));
    }

    private static boolean isMember(RegoValue value, RegoValue collection) {
        return switch (collection) {
            case RegoSet set -> set.contains(value);
            case RegoArray array -> array.contains(value);
            case RegoObject object -> {
                for (int slot = 0, n = object.size(); slot < n; slot++) {
                    if (object.value(slot).equals(value)) {
                        yield true;
                    }
                }
                yield false;
            }
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ -> false;
        };
    }

    private static boolean isMember(RegoValue key, RegoValue value, RegoValue collection) {
        if (collection instanceof RegoSet set) {
            return set.contains(key) && key.equals(value);
        }
        RegoValue found = Lookup.in(collection, key);
        return found != null && found.equals(value);
    }
}
