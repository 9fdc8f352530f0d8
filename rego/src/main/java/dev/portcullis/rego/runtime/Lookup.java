package dev.portcullis.rego.runtime;

import dev.portcullis.rego.eval.FactTable;
import dev.portcullis.rego.eval.RowObserver;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/// Reads of collections during one evaluation. Rows of fact tables are reported as they are read.
final class Lookup {
    private final RowObserver rows;

    Lookup(RowObserver rows) {
        this.rows = rows;
    }

    /// What stands at a path of keys; null when nothing does.
    static @Nullable RegoValue along(RegoValue source, RegoValue[] path) {
        RegoValue at = source;
        for (int i = 0; i < path.length && at != null; i++) {
            at = find(at, path[i]);
        }
        return at;
    }

    private static @Nullable RegoValue find(RegoValue source, RegoValue key) {
        return switch (source) {
            case RegoObject object -> object.get(key);
            case RegoArray array -> element(array, key);
            case RegoSet set -> set.find(key);
            default -> null;
        };
    }

    /// What stands under `key`; null when nothing does or the source is no collection.
    @Nullable
    RegoValue get(RegoValue source, RegoValue key) {
        RegoValue value = find(source, key);
        return value != null && source instanceof FactTable table ? reported(table, key, value) : value;
    }

    /// An entry of an object that a scan visits.
    RegoValue read(RegoObject object, RegoValue key, RegoValue value) {
        return object instanceof FactTable table ? reported(table, key, value) : value;
    }

    private RegoValue reported(FactTable table, RegoValue key, RegoValue row) {
        rows.rowRead(table, key, row);
        return row;
    }

    /// The number of elements; null for what is no collection.
    @Nullable
    RegoValue length(RegoValue source) {
        return switch (source) {
            case RegoArray array -> RegoNumber.of(array.size());
            case RegoObject object -> RegoNumber.of(object.size());
            case RegoSet set -> RegoNumber.of(set.size());

            default -> null;
        };
    }

    private static @Nullable RegoValue element(RegoArray array, RegoValue key) {
        if (!(key instanceof RegoNumber number)) {
            return null;
        }
        long index;
        if (number.isLong()) {
            index = number.longValue();
        } else if (number.isInteger()
                && number.decimalValue().precision() - number.decimalValue().scale() < 18) {
            index = number.decimalValue().longValue();
        } else {
            return null;
        }
        return index >= 0 && index < array.size() ? array.get((int) index) : null;
    }

    /// A document with `value` at a path; what is no object along the path is replaced by one.
    RegoValue replaced(@Nullable RegoValue document, int[] path, int at, RegoValue value, Frame frame) {
        if (at == path.length) {
            return value;
        }
        RegoValue key = frame.value(path[at]);
        if (key == null) {
            throw new AssertionError("BUG: the path of a replacement is not constant");
        }
        RegoObject.Builder object = RegoObject.builder();
        RegoValue inner = null;
        if (document instanceof RegoObject present) {
            for (int slot = 0; slot < present.size(); slot++) {
                object.put(present.key(slot), present.value(slot));
            }
            inner = present.get(key);
        }
        return object.put(key, replaced(inner, path, at + 1, value, frame)).build();
    }
}
