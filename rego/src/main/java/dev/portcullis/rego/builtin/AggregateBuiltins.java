package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.NumberArithmetic;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// OPA's `aggregates`: what a whole collection comes to.
final class AggregateBuiltins {
    private AggregateBuiltins() {}

    static void define(Builtins.Builder to) {
        to.define("count", (_, args) -> RegoNumber.of(count(args[0])));
        to.define("sum", (_, args) -> total(NumberArithmetic::sum, Operands.elements(args, 1)));
        to.define("product", (_, args) -> total(NumberArithmetic::product, Operands.elements(args, 1)));
        to.define("max", (_, args) -> extreme(args[0], 1));
        to.define("min", (_, args) -> extreme(args[0], -1));
        to.define("sort", (_, args) -> sorted(args[0]));
        to.define("all", (_, args) -> RegoBoolean.of(isAllTrue(Operands.elements(args, 1))));
        to.define("any", (_, args) -> RegoBoolean.of(Operands.elements(args, 1).contains(RegoBoolean.TRUE)));
    }

    private static long count(RegoValue collection) {
        return switch (collection) {
            case RegoArray array -> array.size();
            case RegoObject object -> object.size();
            case RegoSet set -> set.size();
            case RegoString string ->
                string.value().codePointCount(0, string.value().length());
            case RegoNull _, RegoBoolean _, RegoNumber _ ->
                throw new AssertionError("BUG: count of " + collection.typeName());
        };
    }

    private static RegoNumber total(Function<RegoArray, RegoNumber> sum, RegoArray numbers) throws BuiltinException {
        try {
            return sum.apply(numbers);
        } catch (ArithmeticException e) {
            throw new BuiltinException(String.valueOf(e.getMessage()));
        }
    }

    /// The greatest element when `sign` is 1, the least when it is -1; of equal ones the last; null of none.
    private static @Nullable RegoValue extreme(RegoValue collection, int sign) {
        if (collection instanceof RegoSet set) {
            return set.size() == 0 ? null : set.sorted(sign > 0 ? set.size() - 1 : 0);
        }
        RegoArray array = (RegoArray) collection;
        RegoValue extreme = null;
        for (int i = 0, n = array.size(); i < n; i++) {
            RegoValue element = array.get(i);
            if (extreme == null || Integer.signum(element.compareTo(extreme)) * sign >= 0) {
                extreme = element;
            }
        }
        return extreme;
    }

    private static RegoArray sorted(RegoValue collection) {
        if (collection instanceof RegoSet set) {
            return set.toArray();
        }
        RegoArray array = (RegoArray) collection;
        RegoValue[] elements = new RegoValue[array.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = array.get(i);
        }
        Arrays.sort(elements);
        return RegoArray.of(elements);
    }

    private static boolean isAllTrue(RegoArray elements) {
        for (int i = 0, n = elements.size(); i < n; i++) {
            if (!elements.get(i).equals(RegoBoolean.TRUE)) {
                return false;
            }
        }
        return true;
    }
}
