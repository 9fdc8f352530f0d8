package dev.portcullis.pdp.decision;

import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An answer with what it was based on; a view of nothing.
///
/// @param input the document the policy saw; empty when none was evaluated
/// @param rows the rows of `data.lineage` that were read: `{table: {key: row}}`
public record Explanation(Decision decision, Optional<RegoObject> input, RegoObject rows) {
    /// Explains a record whose lease is still held.
    static Explanation of(DecisionRecord record) {
        RegoObject lineage = record.read().lineage();
        Optional<RegoObject> input = lineage == null
                ? Optional.empty()
                : Optional.of(InputDocument.of(
                        record.request(), record.call(), record.decision().id(), record.timeNs(), (RegoObject)
                                DetachedValue.copyOf(lineage)));
        Map<String, RegoObject.Builder> tables = new TreeMap<>();
        for (FactsRead.Row row : record.read().rows()) {
            tables.computeIfAbsent(row.table(), _ -> RegoObject.builder())
                    .put(RegoString.of(row.key()), DetachedValue.copyOf(row.value()));
        }
        RegoObject.Builder rows = RegoObject.builder();
        tables.forEach((table, entries) -> rows.put(table, entries.build()));
        return new Explanation(record.decision(), input, rows.build());
    }

    Explanation with(Decision answer) {
        return new Explanation(answer, input, rows);
    }
}
