package dev.portcullis.rego.value;

import java.util.function.IntFunction;

/// The total order and equality over all values, whatever their implementation.
final class ValueOrder {
    private ValueOrder() {}

    static int compare(RegoValue left, RegoValue right) {
        if (left == right) {
            return 0;
        }
        if (left.kind() != right.kind()) {
            return Byte.compare(left.kind(), right.kind());
        }
        return switch (left) {
            case RegoNull _ -> 0;
            case RegoBoolean b -> Boolean.compare(b.value(), ((RegoBoolean) right).value());
            case RegoNumber n -> n.compareNumber((RegoNumber) right);
            case RegoString s -> s.compareString((RegoString) right);
            case RegoArray a -> compareArrays(a, (RegoArray) right);
            case RegoObject o -> compareObjects(o, (RegoObject) right);
            case RegoSet s -> compareSets(s, (RegoSet) right);
        };
    }

    static boolean equal(RegoValue left, RegoValue right) {
        if (left.kind() != right.kind()) {
            return false;
        }
        return switch (left) {
            case RegoNull _ -> true;
            case RegoBoolean b -> b.value() == ((RegoBoolean) right).value();
            case RegoNumber n -> n.compareNumber((RegoNumber) right) == 0;
            case RegoString s -> s.sameString((RegoString) right);
            case RegoArray a -> equalArrays(a, (RegoArray) right);
            case RegoObject o -> equalObjects(o, (RegoObject) right);
            case RegoSet s -> equalSets(s, (RegoSet) right);
        };
    }

    static int[] sortedSlots(int size, IntFunction<RegoValue> key) {
        Integer[] boxed = new Integer[size];
        for (int i = 0; i < size; i++) {
            boxed[i] = i;
        }
        java.util.Arrays.sort(boxed, (a, b) -> compare(key.apply(a), key.apply(b)));
        int[] slots = new int[size];
        for (int i = 0; i < size; i++) {
            slots[i] = boxed[i];
        }
        return slots;
    }

    private static int compareArrays(RegoArray left, RegoArray right) {
        int shared = Math.min(left.size(), right.size());
        for (int i = 0; i < shared; i++) {
            int order = compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    /// As OPA: entries in key order, key before value, the shorter object first when one is a prefix of the other.
    private static int compareObjects(RegoObject left, RegoObject right) {
        int[] leftSlots = left.sortedSlots();
        int[] rightSlots = right.sortedSlots();
        int shared = Math.min(leftSlots.length, rightSlots.length);
        for (int i = 0; i < shared; i++) {
            int order = compare(left.key(leftSlots[i]), right.key(rightSlots[i]));
            if (order == 0) {
                order = compare(left.value(leftSlots[i]), right.value(rightSlots[i]));
            }
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(leftSlots.length, rightSlots.length);
    }

    private static int compareSets(RegoSet left, RegoSet right) {
        int shared = Math.min(left.size(), right.size());
        for (int i = 0; i < shared; i++) {
            int order = compare(left.sorted(i), right.sorted(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static boolean equalArrays(RegoArray left, RegoArray right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0, n = left.size(); i < n; i++) {
            if (!left.get(i).equals(right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalObjects(RegoObject left, RegoObject right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int slot = 0, n = left.size(); slot < n; slot++) {
            RegoValue other = right.get(left.key(slot));
            if (other == null || !other.equals(left.value(slot))) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalSets(RegoSet left, RegoSet right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int slot = 0, n = left.size(); slot < n; slot++) {
            if (!right.contains(left.element(slot))) {
                return false;
            }
        }
        return true;
    }
}
