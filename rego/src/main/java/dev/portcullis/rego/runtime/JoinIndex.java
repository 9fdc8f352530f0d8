package dev.portcullis.rego.runtime;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The elements of one collection by what stands at a path in each: built when a join scans the same collection
/// for the second time in an evaluation. The first time a scan costs less.
final class JoinIndex {
    /// Collections below this are scanned: comparing a few elements costs less than finding them.
    static final int WORTH_AN_INDEX = 8;

    private final RegoValue source;
    private @Nullable Map<RegoValue, List<Element>> byValue;

    JoinIndex(RegoValue source) {
        this.source = source;
    }

    /// One element as a scan visits it.
    record Element(RegoValue key, RegoValue value) {}

    boolean isOf(RegoValue scanned) {
        return source == scanned;
    }

    /// The elements with this value at the path, in the order of a scan; built at the first call.
    List<Element> find(RegoValue wanted, RegoValue[] path, Budget budget) {
        Map<RegoValue, List<Element>> index = byValue;
        if (index == null) {
            index = new HashMap<>();
            budget.step(size(source));
            budget.build(size(source));
            fill(index, path);
            byValue = index;
        }
        return index.getOrDefault(wanted, List.of());
    }

    /// The number of elements.
    static int size(RegoValue source) {
        return switch (source) {
            case RegoArray array -> array.size();
            case RegoObject object -> object.size();
            case RegoSet set -> set.size();
            default -> 0;
        };
    }

    private void fill(Map<RegoValue, List<Element>> index, RegoValue[] path) {
        switch (source) {
            case RegoArray array -> {
                for (int i = 0, n = array.size(); i < n; i++) {
                    enter(index, path, RegoNumber.of(i), array.get(i));
                }
            }
            case RegoObject object -> {
                for (int slot : object.sortedSlots()) {
                    enter(index, path, object.key(slot), object.value(slot));
                }
            }
            case RegoSet set -> {
                for (int i = 0, n = set.size(); i < n; i++) {
                    enter(index, path, set.sorted(i), set.sorted(i));
                }
            }
            default -> {}
        }
    }

    private static void enter(Map<RegoValue, List<Element>> index, RegoValue[] path, RegoValue key, RegoValue value) {
        RegoValue at = Lookup.along(value, path);
        if (at != null) {
            index.computeIfAbsent(at, _ -> new ArrayList<>()).add(new Element(key, value));
        }
    }
}
