package dev.portcullis.pdp.facts;

import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.Snapshot;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/// One column of a table of `data.lineage`.
record Column(RegoString name, Reading reading) {
    /// Reads the column of one row.
    @FunctionalInterface
    interface Reading {
        /// @param node a node number of the table's kind
        /// @return null when the row does not have it
        @Nullable
        RegoValue of(int node);
    }

    static Column of(String name, Reading reading) {
        return new Column(RegoString.of(name), reading);
    }

    static Column text(String name, IntFunction<@Nullable String> text) {
        return of(name, node -> {
            String value = text.apply(node);
            return value == null ? null : RegoString.of(value);
        });
    }

    static Column flag(String name, IntPredicate flag) {
        return of(name, node -> RegoBoolean.of(flag.test(node)));
    }

    /// @param ns nanoseconds since 1970
    static Column time(String name, IntToLongFunction ns) {
        return of(name, node -> {
            long value = ns.applyAsLong(node);
            return value == Snapshot.ABSENT_NS ? null : RegoNumber.of(value);
        });
    }
}
