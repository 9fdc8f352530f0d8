package dev.portcullis.rego.value;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The keys of objects that are alike, each with its slot. Objects of one shape share it, so each of them is little
/// more than its values, and what a look-up needs of the keys stays in the processor's cache whichever object is asked.
///
/* Shapes form a tree by the order in which keys were added, as the maps of Self do (Chambers, Ungar and Lee, 1989).
 * The tree never forgets, hence its limits: where one is reached there is no shape, and an object is a HashedObject.
 */
final class Shape {
    static final Shape EMPTY = new Shape(new RegoString[0]);

    private static final int MOST_KEYS = 32;
    private static final int MOST_CHILDREN = 64;
    private static final int MOST_SHAPES = 1 << 12;
    private static final AtomicInteger SHAPES = new AtomicInteger();

    private final RegoString[] keys;
    private final HashIndex index = new HashIndex();
    private volatile Shape[] children = {};

    private Shape(RegoString[] keys) {
        this.keys = keys;
        for (RegoString key : keys) {
            index.add(key);
        }
    }

    int size() {
        return keys.length;
    }

    RegoString key(int slot) {
        return keys[slot];
    }

    /// The slot of an equal key, or -1. Names that code spells are mostly the very same object; see
    /// [RegoString#name].
    @SuppressWarnings("ReferenceEquality")
    int find(RegoValue key) {
        RegoString[] all = keys;
        for (int slot = 0; slot < all.length; slot++) {
            if (all[slot] == key) {
                return slot;
            }
        }
        return index.find(key);
    }

    /// This shape with one more key; null when there is none, for the key is among its own or a limit is reached.
    @Nullable
    Shape with(RegoValue key) {
        Shape[] known = children;
        Shape child = child(known, key);
        if (child != null) {
            return child;
        }
        return key instanceof RegoString name && index.find(key) < 0 ? grown(name) : null;
    }

    @SuppressWarnings("ReferenceEquality")
    private static @Nullable Shape child(Shape[] children, RegoValue key) {
        for (Shape child : children) {
            if (child.newest() == key) {
                return child;
            }
        }
        for (Shape child : children) {
            if (child.newest().equals(key)) {
                return child;
            }
        }
        return null;
    }

    private RegoString newest() {
        return keys[keys.length - 1];
    }

    private synchronized @Nullable Shape grown(RegoString key) {
        Shape[] known = children;
        Shape child = child(known, key);
        if (child != null) {
            return child;
        }
        if (keys.length == MOST_KEYS || known.length == MOST_CHILDREN || SHAPES.get() >= MOST_SHAPES) {
            return null;
        }
        SHAPES.incrementAndGet();
        RegoString[] more = Arrays.copyOf(keys, keys.length + 1);
        more[keys.length] = key;
        Shape grown = new Shape(more);
        Shape[] all = Arrays.copyOf(known, known.length + 1);
        all[known.length] = grown;
        children = all;
        return grown;
    }
}
