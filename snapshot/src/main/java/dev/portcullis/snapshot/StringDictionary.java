package dev.portcullis.snapshot;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// The strings of a snapshot while it is written: collected in any order, then ranked by their UTF-8 bytes. An open
/// hash table on primitive arrays, because there may be tens of millions: a slot holds the hash of a string in its
/// upper half, so that a probe looks at a string only when the hashes agree, and the string's id in the lower.
final class StringDictionary {
    private static final int SMALLEST = 1 << 10;

    /// No hash and [Format#NONE]: no id is negative, so no occupied slot looks like this.
    private static final long EMPTY = -1;

    private @Nullable String[] strings = new String[SMALLEST];
    private int size;
    private long[] slots = emptySlots(2 * SMALLEST);
    private boolean surrogates;

    /// Adds a string unless it is there.
    ///
    /// @return whether it is new
    boolean add(String text) {
        int hash = spread(text.hashCode());
        int slot = slot(text, hash);
        if (slots[slot] != EMPTY) {
            return false;
        }
        if (size == strings.length) {
            strings = Arrays.copyOf(strings, 2 * size);
            rebuildSlots();
            slot = slot(text, hash);
        }
        strings[size] = text;
        slots[slot] = (long) hash << Integer.SIZE | size++;
        surrogates |= hasSurrogate(text);
        return true;
    }

    private static boolean hasSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /// Ranks all strings; nothing may be added afterwards.
    void rank() {
        // UTF-16 order, which is the JDK's own and fast, differs from that of UTF-8 only where surrogates are.
        if (surrogates) {
            Arrays.parallelSort(strings, 0, size, Comparator.nullsLast(StringDictionary::compareCodePoints));
        } else {
            Arrays.parallelSort(strings, 0, size, Comparator.nullsLast(Comparator.naturalOrder()));
        }
        rebuildSlots();
    }

    int size() {
        return size;
    }

    /// The rank of a string that was added, once all are ranked; [Format#NONE] when it never was.
    int id(String text) {
        return (int) slots[slot(text, spread(text.hashCode()))];
    }

    /// The rank of a string, [Format#NONE] for null.
    int idOrNone(@Nullable String text) {
        return text == null ? Format.NONE : id(text);
    }

    /// The string of a rank.
    String get(int id) {
        String text = strings[id];
        if (text == null) {
            throw new IndexOutOfBoundsException(id);
        }
        return text;
    }

    static int compareCodePoints(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                boolean sameSide = Character.isSurrogate(left) == Character.isSurrogate(right);
                return sameSide ? Character.compare(left, right) : Character.isSurrogate(left) ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /// The slot of a string, or the empty one where it belongs.
    private int slot(String text, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (true) {
            long found = slots[slot];
            if (found == EMPTY || ((int) (found >>> Integer.SIZE) == hash && text.equals(strings[(int) found]))) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
    }

    private void rebuildSlots() {
        slots = emptySlots(2 * strings.length);
        for (int i = 0; i < size; i++) {
            int hash = spread(get(i).hashCode());
            slots[slot(get(i), hash)] = (long) hash << Integer.SIZE | i;
        }
    }

    private static long[] emptySlots(int count) {
        var slots = new long[count];
        Arrays.fill(slots, EMPTY);
        return slots;
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E37_79B9;
        return mixed ^ mixed >>> 15;
    }
}
