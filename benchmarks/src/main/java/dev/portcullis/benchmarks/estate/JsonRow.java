package dev.portcullis.benchmarks.estate;

import dev.portcullis.snapshot.EdgeList;
import dev.portcullis.snapshot.Snapshot;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Writes one row as a JSON object. Ids of the synthetic estate need no escapes.
final class JsonRow {
    private final StringBuilder out;
    private boolean first = true;

    JsonRow(StringBuilder out) {
        this.out = out.append('{');
    }

    JsonRow text(String name, @Nullable String value) {
        if (value != null) {
            name(name).append('"').append(value).append('"');
        }
        return this;
    }

    JsonRow time(String name, long ns) {
        return ns == Snapshot.ABSENT_NS ? this : number(name, ns);
    }

    JsonRow number(String name, long value) {
        name(name).append(value);
        return this;
    }

    JsonRow score(String name, double value) {
        name(name).append(String.format(Locale.ROOT, "%.2f", value));
        return this;
    }

    JsonRow flag(String name, boolean value) {
        name(name).append(value);
        return this;
    }

    /// The ids at the other ends, left out when there are none.
    JsonRow ids(String name, EdgeList edges, IntFunction<String> id) {
        if (edges.size() > 0) {
            name(name).append('[');
            for (int i = 0; i < edges.size(); i++) {
                out.append(i == 0 ? "\"" : ",\"")
                        .append(id.apply(edges.node(i)))
                        .append('"');
            }
            out.append(']');
        }
        return this;
    }

    void end() {
        out.append('}');
    }

    private StringBuilder name(String name) {
        out.append(first ? "\"" : ",\"").append(name).append("\":");
        first = false;
        return out;
    }
}
