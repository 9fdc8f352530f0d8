package dev.portcullis.pdp.log;

import dev.portcullis.pdp.decision.Call;
import dev.portcullis.pdp.decision.Decision;
import dev.portcullis.pdp.decision.DecisionRequest;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A decision as it lies in a segment: the facts it read stand apart, named by digest.
///
/// @param timeNs when it was made, nanoseconds since 1970
/// @param call the deadline is not kept
/// @param lineage what `input.lineage` consisted of; empty when no input document was built
/// @param rows the rows of `data.lineage` that were read
/// @param entrypoint empty when none was evaluated
/// @param masked what was left out before it was stored; `*` alone when that failed and only a stub was kept
public record StoredRecord(
        long timeNs,
        Call call,
        DecisionRequest request,
        Decision decision,
        List<Part> lineage,
        List<Row> rows,
        String entrypoint,
        List<String> masked) {
    public StoredRecord {
        lineage = List.copyOf(lineage);
        rows = List.copyOf(rows);
        masked = List.copyOf(masked);
    }

    /// One entry of `input.lineage`.
    ///
    /// @param name its key, such as `target`
    /// @param digest block of its value
    public record Part(String name, Digest digest) {}

    /// The parts of a document. Most of them are the same for many requests, so each is a block of its own.
    ///
    /// @param document `input.lineage`; null when no input document was built
    /// @param block of a part's value
    public static List<Part> parts(@Nullable RegoObject document, Function<RegoValue, FactBlock> block) {
        List<Part> parts = new ArrayList<>();
        for (int slot = 0; document != null && slot < document.size(); slot++) {
            String name = ((RegoString) document.key(slot)).value();
            parts.add(new Part(name, block.apply(document.value(slot)).digest()));
        }
        return parts;
    }

    /// One row read.
    ///
    /// @param digest block of the row
    public record Row(String table, String key, Digest digest) {}
}
