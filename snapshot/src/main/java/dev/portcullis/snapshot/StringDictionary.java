package dev.portcullis.snapshot;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// The strings of a snapshot while it is written: collected in any order, then ranked by their UTF-8 bytes. An open
/// hash table on primitive arrays, because there may be tens of millions.
final class StringDictionary {
    private static final int SMALLEST = 1 << 10;

    private @Nullable String[] strings = new String[SMALLEST];
    private int size;
    private int[] slots = emptySlots(2 * SMALLEST);
    private boolean surrogates;

    /// Adds a string unless it is there.
    ///
    /// @return whether it is new
    boolean add(String text) {
        int slot = slot(text);
        if (slots[slot] >= 0) {
            return false;
        }
        if (size == strings.length) {
            strings = Arrays.copyOf(strings, 2 * size);
            rebuildSlots();
            slot = slot(text);
        }
        strings[size] = text;
        slots[slot] = size++;
        surrogates |= text.chars().anyMatch(unit -> Character.isSurrogate((char) unit));
        return true;
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
        return slots[slot(text)];
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

    private int slot(String text) {
        int mask = slots.length - 1;
        int slot = spread(text.hashCode()) & mask;
        while (slots[slot] >= 0 && !text.equals(strings[slots[slot]])) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void rebuildSlots() {
        slots = emptySlots(2 * strings.length);
        for (int i = 0; i < size; i++) {
            slots[slot(get(i))] = i;
        }
    }

    private static int[] emptySlots(int count) {
        var slots = new int[count];
        Arrays.fill(slots, Format.NONE);
        return slots;
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E37_79B9;
        return mixed ^ mixed >>> 15;
    }
}
