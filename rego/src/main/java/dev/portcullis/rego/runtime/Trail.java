package dev.portcullis.rego.runtime;

import java.util.Arrays;

/// The rule bodies the evaluation rests on so far. A block that ends undefined takes back what it added, so that at
/// the
/// end only bodies remain whose values flowed into the answer.
final class Trail {
    private int[] rules = new int[32];
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

    /// The distinct rules added since a mark, ascending.
    int[] since(int mark) {
        return Arrays.stream(rules, mark, size).sorted().distinct().toArray();
    }
}
