package dev.portcullis.cli.inspect;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.Snapshot;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One JSON object in the making; what is absent is left out.
final class Fields {
    private final RegoObject.Builder json = RegoObject.builder();

    Fields text(String key, @Nullable String value) {
        if (value != null) {
            json.put(key, RegoString.of(value));
        }
        return this;
    }

    Fields number(String key, long value) {
        json.put(key, RegoNumber.of(value));
        return this;
    }

    Fields fraction(String key, double value) {
        json.put(key, RegoNumber.parse(Double.toString(value)));
        return this;
    }

    Fields flag(String key, boolean value) {
        json.put(key, RegoBoolean.of(value));
        return this;
    }

    /// A time as RFC 3339 text.
    ///
    /// @param ns nanoseconds since 1970, or [Snapshot#ABSENT_NS]
    Fields time(String key, long ns) {
        return ns == Snapshot.ABSENT_NS ? this : text(key, instant(ns).toString());
    }

    /// The id of a node.
    ///
    /// @param node a node number, or [Snapshot#NONE]
    Fields node(String key, Snapshot snapshot, int node) {
        return node == Snapshot.NONE ? this : text(key, snapshot.id(node));
    }

    Fields list(String key, List<? extends RegoValue> values) {
        if (!values.isEmpty()) {
            json.put(key, RegoArray.copyOf(values));
        }
        return this;
    }

    Fields object(String key, RegoObject value) {
        if (value.size() > 0) {
            json.put(key, value);
        }
        return this;
    }

    RegoObject build() {
        return json.build();
    }

    static Instant instant(long ns) {
        return Instant.ofEpochSecond(0, ns);
    }
}
