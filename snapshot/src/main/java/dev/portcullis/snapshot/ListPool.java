package dev.portcullis.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Lists of numbers while a snapshot is written: each distinct list once. Added in any order, then ranked by their
/// items, so that the same lists always get the same numbers.
final class ListPool {
    private final Map<Key, Integer> ids = new HashMap<>();
    private final List<long[]> lists = new ArrayList<>();
    private int[] ranks = {};

    /// A list as a map key.
    private static final class Key {
        private final long[] items;

        Key(long[] items) {
            this.items = items;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(items, key.items);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(items);
        }
    }

    /// Adds a list unless it is there.
    ///
    /// @return a token for [#rank(int)]
    int add(long[] items) {
        return ids.computeIfAbsent(new Key(items), key -> {
            lists.add(key.items);
            return lists.size() - 1;
        });
    }

    /// Ranks all lists; nothing may be added afterwards.
    ///
    /// @param items what the lists hold, for the message
    /// @throws InvalidContentException when there are more items than can be counted
    void rank(String items) throws InvalidContentException {
        long total = 0;
        for (long[] list : lists) {
            total += list.length;
        }
        if (total > Format.MAX_COUNT) {
            throw new InvalidContentException(total + " " + items + " in all, allowed are " + Format.MAX_COUNT);
        }
        var order = new Integer[lists.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Arrays.compare(lists.get(a), lists.get(b)));
        ranks = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            ranks[order[rank]] = rank;
        }
        lists.sort(Arrays::compare);
    }

    /// The number of a list, once all are ranked.
    int rank(int token) {
        return ranks[token];
    }

    /// The number of a list that was added, once all are ranked.
    int rankOf(long[] items) {
        Integer token = ids.get(new Key(items));
        if (token == null) {
            throw new AssertionError("BUG: a list was not added before lists were ranked");
        }
        return ranks[token];
    }

    /// The lists in the order of their numbers.
    List<long[]> lists() {
        return lists;
    }

    /// Writes where each list begins, and where the last ends.
    void writeOffsets(SectionOutput out) throws IOException {
        int offset = 0;
        out.putInt(offset);
        for (long[] list : lists) {
            offset += list.length;
            out.putInt(offset);
        }
    }
}
