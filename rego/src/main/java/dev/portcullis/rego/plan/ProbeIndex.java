package dev.portcullis.rego.plan;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which rules one probed value admits: the part of a [RuleIndex] that belongs to one probe.
final class ProbeIndex {
    private final Map<RegoValue, int[]> equals = new HashMap<>();
    private final Map<RegoValue, int[]> elements = new HashMap<>();
    private final AffixTree prefixes = new AffixTree();
    private final AffixTree suffixes = new AffixTree();
    private final int[][] kinds = new int[RegoValue.SET + 1][];
    private final int[] affixed;
    private final int[] free;

    /// @param tests for each rule the tests of which the value must pass one; null when it asks nothing of
    ///     the value
    ProbeIndex(List<? extends @Nullable List<RuleTest>> tests) {
        Map<RegoValue, IntList> equal = new HashMap<>();
        Map<RegoValue, IntList> element = new HashMap<>();
        IntList[] kind = new IntList[RegoValue.SET + 1];
        IntList unasked = new IntList();
        IntList asksAffix = new IntList();
        for (int rule = 0; rule < tests.size(); rule++) {
            List<RuleTest> asked = tests.get(rule);
            if (asked == null) {
                unasked.add(rule);
                continue;
            }
            for (RuleTest test : asked) {
                switch (test) {
                    case RuleTest.Equals(RegoValue constant) -> enter(equal, constant, rule);
                    case RuleTest.Element(RegoValue constant) -> enter(element, constant, rule);
                    case RuleTest.Prefix(RegoString start) -> prefixes.add(start.value(), false, rule);
                    case RuleTest.Suffix(RegoString end) -> suffixes.add(end.value(), true, rule);
                    case RuleTest.Kind(byte code) -> {
                        kind[code] = kind[code] == null ? new IntList() : kind[code];
                        kind[code].add(rule);
                    }
                }
                if (test instanceof RuleTest.Prefix || test instanceof RuleTest.Suffix) {
                    asksAffix.add(rule);
                }
            }
        }
        equal.forEach((value, rules) -> equals.put(value, rules.sorted()));
        element.forEach((value, rules) -> elements.put(value, rules.sorted()));
        for (int code = 0; code < kind.length; code++) {
            kinds[code] = kind[code] == null ? new int[0] : kind[code].sorted();
        }
        affixed = asksAffix.sorted();
        free = unasked.toArray();
    }

    private static void enter(Map<RegoValue, IntList> lists, RegoValue constant, int rule) {
        IntList list = lists.computeIfAbsent(constant, _ -> new IntList());
        if (list.last() != rule) {
            list.add(rule);
        }
    }

    /// The rules that ask nothing of the value.
    int[] free() {
        return free;
    }

    /// The elements and characters a search for this value visits, as steps.
    long cost(@Nullable RegoValue value) {
        boolean byElement = !elements.isEmpty() || affixed.length > 0;
        return switch (value) {
            case RegoArray array when byElement -> array.size();
            case RegoSet set when byElement -> set.size();
            case RegoObject object when byElement -> object.size();
            case RegoString text when affixed.length > 0 -> text.value().length() / Long.BYTES;
            case null, default -> 0;
        };
    }

    /// The rules of which the value passes a test, in order.
    int[] hits(@Nullable RegoValue value) {
        RuleHits hits = new RuleHits();
        if (value != null) {
            hits.add(equals.get(value));
            hits.add(kinds[value.kind()]);
            text(value, hits);
            if (!elements.isEmpty() || affixed.length > 0) {
                elements(value, hits);
            }
        }
        return hits.rules();
    }

    /// Bytes that are not UTF-8 have no characters to walk along: such a text is left to the bodies.
    private void text(RegoValue value, RuleHits hits) {
        if (affixed.length == 0 || !(value instanceof RegoString text)) {
            return;
        }
        if (text.isValidUtf8()) {
            prefixes.collect(text.value(), false, hits);
            suffixes.collect(text.value(), true, hits);
        } else {
            hits.add(affixed);
        }
    }

    private void elements(RegoValue collection, RuleHits hits) {
        switch (collection) {
            case RegoArray array -> {
                for (int i = 0, n = array.size(); i < n; i++) {
                    element(array.get(i), hits);
                }
            }
            case RegoSet set -> {
                for (int i = 0, n = set.size(); i < n; i++) {
                    element(set.element(i), hits);
                }
            }
            case RegoObject object -> {
                for (int i = 0, n = object.size(); i < n; i++) {
                    element(object.value(i), hits);
                }
            }
            default -> {}
        }
    }

    /// Where a function wants a string but takes a collection of strings too, one of them must pass. As in OPA, a
    /// function that takes a string only is then called, and fails.
    private void element(RegoValue element, RuleHits hits) {
        hits.add(elements.get(element));
        text(element, hits);
    }
}
