package dev.portcullis.rego.plan;

import java.util.Arrays;

/// A growing list of rule numbers.
final class IntList {
    private int[] numbers = new int[8];
    private int size;

    void add(int number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        numbers[size++] = number;
    }

    void addAll(int[] more) {
        for (int number : more) {
            add(number);
        }
    }

    int last() {
        return size == 0 ? -1 : numbers[size - 1];
    }

    int[] toArray() {
        return Arrays.copyOf(numbers, size);
    }

    /// The numbers in order, each once.
    int[] sorted() {
        int[] sorted = toArray();
        Arrays.sort(sorted);
        int distinct = 0;
        for (int number : sorted) {
            if (distinct == 0 || sorted[distinct - 1] != number) {
                sorted[distinct++] = number;
            }
        }
        return distinct == size ? sorted : Arrays.copyOf(sorted, distinct);
    }
}
