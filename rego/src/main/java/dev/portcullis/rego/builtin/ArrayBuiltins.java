package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;

/// OPA's `array`.
final class ArrayBuiltins {
    private ArrayBuiltins() {}

    static void define(Builtins.Builder to) {
        to.define("array.concat", (_, args) -> concat(Operands.array(args, 1), Operands.array(args, 2)));
        to.define("array.slice", ArrayBuiltins::slice);
        to.define("array.reverse", (_, args) -> reverse(Operands.array(args, 1)));
        to.define("array.flatten", (_, args) -> flatten(Operands.array(args, 1)));
    }

    private static RegoArray concat(RegoArray first, RegoArray second) {
        RegoValue[] all = new RegoValue[Math.addExact(first.size(), second.size())];
        for (int i = 0; i < all.length; i++) {
            all[i] = i < first.size() ? first.get(i) : second.get(i - first.size());
        }
        return RegoArray.of(all);
    }

    /// Both ends are clamped into the array; an end before the start gives an empty array.
    private static RegoArray slice(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        RegoArray array = Operands.array(args, 1);
        int start = Math.clamp(Operands.integer(args, 2), 0, array.size());
        int stop = Math.clamp(Operands.integer(args, 3), 0, array.size());
        RegoValue[] part = new RegoValue[Math.max(0, stop - start)];
        for (int i = 0; i < part.length; i++) {
            part[i] = array.get(start + i);
        }
        return RegoArray.of(part);
    }

    private static RegoArray reverse(RegoArray array) {
        RegoValue[] reversed = new RegoValue[array.size()];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = array.get(reversed.length - 1 - i);
        }
        return RegoArray.of(reversed);
    }

    /// Takes the elements of nested arrays into their parent, one level deep.
    private static RegoArray flatten(RegoArray array) {
        List<RegoValue> flat = new ArrayList<>(array.size());
        for (int i = 0, n = array.size(); i < n; i++) {
            if (array.get(i) instanceof RegoArray nested) {
                flat.addAll(nested.toList());
            } else {
                flat.add(array.get(i));
            }
        }
        return RegoArray.copyOf(flat);
    }
}
