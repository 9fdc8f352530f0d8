package dev.portcullis.pdp.facts;

import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/// Collects the entries of one object of the lineage documents. What is not known is left out.
final class Entries {
    private final RegoObject.Builder object = RegoObject.ofNames();

    Entries put(RegoString key, @Nullable RegoValue value) {
        if (value != null) {
            object.put(key, value);
        }
        return this;
    }

    Entries put(RegoString key, @Nullable String text) {
        return put(key, text == null ? null : RegoString.of(text));
    }

    Entries put(RegoString key, boolean flag) {
        return put(key, RegoBoolean.of(flag));
    }

    Entries put(RegoString key, long number) {
        return put(key, RegoNumber.of(number));
    }

    /// @param ns nanoseconds since 1970; [Snapshot#ABSENT_NS] is left out
    Entries putTime(RegoString key, long ns) {
        return ns == Snapshot.ABSENT_NS ? this : put(key, ns);
    }

    RegoObject build() {
        return object.build();
    }
}
