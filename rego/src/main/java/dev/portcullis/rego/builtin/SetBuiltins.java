package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoValue;

/// OPA's `sets`: `&`, `|`, `-` and their forms over sets of sets.
final class SetBuiltins {
    private SetBuiltins() {}

    static void define(Builtins.Builder to) {
        to.define("and", (_, args) -> intersection(Operands.set(args, 1), Operands.set(args, 2)));
        to.define("or", (_, args) -> union(Operands.set(args, 1), Operands.set(args, 2)));
        to.define("set_diff", (_, args) -> difference(Operands.set(args, 1), Operands.set(args, 2)));
        to.define("intersection", (_, args) -> intersection(Operands.set(args, 1)));
        to.define("union", (_, args) -> union(Operands.set(args, 1)));
    }

    static RegoSet difference(RegoSet left, RegoSet right) {
        RegoSet.Builder kept = RegoSet.builder();
        for (int i = 0, n = left.size(); i < n; i++) {
            if (!right.contains(left.element(i))) {
                kept.add(left.element(i));
            }
        }
        return kept.build();
    }

    private static RegoSet intersection(RegoSet left, RegoSet right) {
        // As OPA: the smaller set is walked, and its spelling of an element stays.
        RegoSet small = left.size() < right.size() ? left : right;
        RegoSet large = small == left ? right : left;
        RegoSet.Builder shared = RegoSet.builder();
        for (int i = 0, n = small.size(); i < n; i++) {
            if (large.contains(small.element(i))) {
                shared.add(small.element(i));
            }
        }
        return shared.build();
    }

    static RegoSet union(RegoSet left, RegoSet right) {
        RegoSet.Builder all = RegoSet.builder();
        addAll(left, all);
        addAll(right, all);
        return all.build();
    }

    private static RegoSet intersection(RegoSet sets) throws BuiltinException {
        if (sets.size() == 0) {
            return RegoSet.EMPTY;
        }
        RegoArray members = sets.toArray();
        RegoSet shared = member(members.get(0));
        for (int i = 1, n = members.size(); i < n; i++) {
            shared = intersection(shared, member(members.get(i)));
        }
        return shared;
    }

    private static RegoSet union(RegoSet sets) throws BuiltinException {
        RegoArray members = sets.toArray();
        RegoSet.Builder all = RegoSet.builder();
        for (int i = 0, n = members.size(); i < n; i++) {
            addAll(member(members.get(i)), all);
        }
        return all.build();
    }

    private static RegoSet member(RegoValue value) throws BuiltinException {
        if (value instanceof RegoSet set) {
            return set;
        }
        throw BuiltinException.operand(1, "set", value.typeName());
    }

    private static void addAll(RegoSet from, RegoSet.Builder to) {
        for (int i = 0, n = from.size(); i < n; i++) {
            to.add(from.element(i));
        }
    }
}
