package dev.portcullis.rego.value;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An insertion-ordered set of values with open addressing: the table behind sets and objects. Grows while it is
/// being built and is only read afterwards. Few elements need no table: a scan over cached hashes is faster.
///
/// Hashes are not keyed, so an input can be made of keys that share one. Where probing gets long, a tree in value
/// order takes over, and such an input costs no more than sorting it.
final class HashIndex {
    private static final int SCAN_LIMIT = 8;
    /// Far beyond what chance makes of a table that is at most half full.
    private static final int MAX_PROBES = 256;

    private RegoValue[] elements = new RegoValue[SCAN_LIMIT];
    private int[] hashes = new int[SCAN_LIMIT];
    private int @Nullable [] table;
    private @Nullable Map<RegoValue, Integer> tree;
    private int size;

    int size() {
        return size;
    }

    /// The elements in the order of their first addition, copied.
    RegoValue[] elements() {
        return Arrays.copyOf(elements, size);
    }

    RegoValue element(int slot) {
        return elements[slot];
    }

    /// The slot of an equal element, or -1.
    int find(RegoValue value) {
        int hash = spread(value.hashCode());
        int[] slots = table;
        if (slots == null) {
            for (int i = 0; i < size; i++) {
                if (hashes[i] == hash && elements[i].equals(value)) {
                    return i;
                }
            }
            return -1;
        }
        Map<RegoValue, Integer> ordered = tree;
        if (ordered != null) {
            return ordered.getOrDefault(value, -1);
        }
        int mask = slots.length - 1;
        for (int at = hash & mask; slots[at] != 0; at = (at + 1) & mask) {
            int slot = slots[at] - 1;
            if (hashes[slot] == hash && elements[slot].equals(value)) {
                return slot;
            }
        }
        return -1;
    }

    /// The slot of `value`, added when no equal element was there.
    int add(RegoValue value) {
        int found = find(value);
        if (found >= 0) {
            return found;
        }
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, size * 2);
            hashes = Arrays.copyOf(hashes, size * 2);
        }
        elements[size] = value;
        hashes[size] = spread(value.hashCode());
        size++;
        if (tree != null) {
            tree.put(value, size - 1);
        } else if (size > SCAN_LIMIT) {
            index();
        }
        return size - 1;
    }

    private void index() {
        int[] slots = table;
        if (slots == null || size * 2 > slots.length) {
            slots = new int[Integer.highestOneBit(size) * 4];
            table = slots;
            for (int i = 0; i < size; i++) {
                enter(slots, i);
            }
        } else {
            enter(slots, size - 1);
        }
    }

    private void enter(int[] slots, int slot) {
        int mask = slots.length - 1;
        int at = hashes[slot] & mask;
        int probes = 0;
        while (slots[at] != 0) {
            at = (at + 1) & mask;
            probes++;
        }
        slots[at] = slot + 1;
        if (probes > MAX_PROBES && tree == null) {
            order();
        }
    }

    private void order() {
        Map<RegoValue, Integer> ordered = new TreeMap<>();
        for (int slot = 0; slot < size; slot++) {
            ordered.put(elements[slot], slot);
        }
        tree = ordered;
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B1;
        return mixed ^ (mixed >>> 15);
    }
}
