package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/// `collection[key]` as a reference would read it.
final class Lookup {
    private Lookup() {}

    /// The value under `key`, or null when there is none; of a set, the key itself.
    static @Nullable RegoValue in(RegoValue collection, RegoValue key) {
        return switch (collection) {
            case RegoObject object -> object.get(key);
            case RegoSet set -> set.contains(key) ? key : null;
            case RegoArray array -> {
                long index = key instanceof RegoNumber number && number.isPlainLong()
                        ? number.decimalValue().longValueExact()
                        : -1;
                yield index >= 0 && index < array.size() ? array.get((int) index) : null;
            }
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ -> null;
        };
    }
}
