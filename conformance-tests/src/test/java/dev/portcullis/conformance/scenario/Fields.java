package dev.portcullis.conformance.scenario;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The fields of one object of a scenario file; a key that is not known, or a value of another kind, is an error.
record Fields(String where, RegoObject object) {
    Fields only(String... known) {
        Set<String> allowed = Set.of(known);
        for (String key : keys()) {
            if (!allowed.contains(key)) {
                throw wrong(key, "is not known; known are " + new TreeSet<>(allowed));
            }
        }
        return this;
    }

    List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (int slot : object.sortedSlots()) {
            keys.add(text(object.key(slot)));
        }
        return keys;
    }

    boolean has(String key) {
        return object.get(key) != null;
    }

    String text(String key) {
        if (object.get(key) instanceof RegoString text) {
            return text.value();
        }
        throw wrong(key, "is not a text");
    }

    @Nullable
    String textOrNull(String key) {
        return has(key) ? text(key) : null;
    }

    RegoObject objectOrEmpty(String key) {
        return switch (object.get(key)) {
            case null -> RegoObject.empty();
            case RegoObject nested -> nested;
            default -> throw wrong(key, "is not an object");
        };
    }

    Fields nested(String key) {
        return new Fields(where + "." + key, objectOrEmpty(key));
    }

    List<String> texts(String key) {
        return list(key).stream().map(Fields::text).toList();
    }

    List<Fields> objects(String key) {
        List<Fields> objects = new ArrayList<>();
        for (RegoValue element : list(key)) {
            if (!(element instanceof RegoObject nested)) {
                throw wrong(key, "is not a list of objects");
            }
            objects.add(new Fields(where + "." + key + "[" + objects.size() + "]", nested));
        }
        return objects;
    }

    private List<RegoValue> list(String key) {
        return switch (object.get(key)) {
            case null -> List.of();
            case RegoArray array -> array.toList();
            default -> throw wrong(key, "is not a list");
        };
    }

    static String text(RegoValue value) {
        if (value instanceof RegoString text) {
            return text.value();
        }
        throw new IllegalArgumentException("`" + value + "` is not a text");
    }

    IllegalArgumentException wrong(String key, String what) {
        return new IllegalArgumentException(where + ": `" + key + "` " + what);
    }
}
