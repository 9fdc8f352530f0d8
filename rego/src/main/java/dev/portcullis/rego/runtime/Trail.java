package dev.portcullis.rego.runtime;

import java.util.Arrays;
import java.util.BitSet;

/// The rule bodies the evaluation rests on so far. A block that ends undefined takes back what it added, so that at
/// the
/// end only bodies remain whose values flowed into the answer.
final class Trail {
    private int[] rules = new int[32];
    private final BitSet seen = new BitSet();
    private int size;

    int mark() {
        return size;
    }

    void add(int rule) {
        if (size == rules.length) {
            rules = Arrays.copyOf(rules, size * 2);
        }
        rules[size++] = rule;
    }

    void addAll(int[] more) {
        for (int rule : more) {
            add(rule);
        }
    }

    void rewind(int mark) {
        size = mark;
    }

    /// The distinct rules added since a mark. Repetitions leave the trail too: a rule that is read twice,
    /// through rules that are read twice, would double it at every level.
    int[] since(int mark) {
        int kept = mark;
        seen.clear();
        for (int i = mark; i < size; i++) {
            if (!seen.get(rules[i])) {
                seen.set(rules[i]);
                rules[kept++] = rules[i];
            }
        }
        size = kept;
        return Arrays.copyOfRange(rules, mark, size);
    }
}
