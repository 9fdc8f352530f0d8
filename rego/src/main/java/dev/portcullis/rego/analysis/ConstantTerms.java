package dev.portcullis.rego.analysis;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What collections that are known without evaluation hold; [Literals] says which are known.
final class ConstantTerms {
    private ConstantTerms() {}

    /// The elements of an array or set, the values of an object; null for a scalar.
    static @Nullable List<RegoValue> members(RegoValue collection) {
        return switch (collection) {
            case RegoArray array -> array.toList();
            case RegoSet set -> set.toArray().toList();
            case RegoObject object -> {
                List<RegoValue> members = new ArrayList<>();
                for (int slot : object.sortedSlots()) {
                    members.add(object.value(slot));
                }
                yield members;
            }
            default -> null;
        };
    }

    /// What a collection holds at a key; null when it holds nothing there.
    static @Nullable RegoValue member(RegoValue collection, RegoValue key) {
        return switch (collection) {
            case RegoObject object -> object.get(key);
            case RegoSet set -> set.contains(key) ? key : null;
            case RegoArray array ->
                key instanceof RegoNumber n && n.isLong() && n.longValue() >= 0 && n.longValue() < array.size()
                        ? array.get((int) n.longValue())
                        : null;
            default -> null;
        };
    }
}
