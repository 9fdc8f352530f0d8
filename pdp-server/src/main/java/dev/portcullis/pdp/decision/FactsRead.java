package dev.portcullis.pdp.decision;

import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.eval.FactTable;
import dev.portcullis.rego.eval.RowObserver;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one decision read of the facts, under the lease it read them with. Filled by one thread, then handed to
/// whoever
/// records it, who must [#release] it exactly once; until then its values may be views of the snapshot.
public final class FactsRead implements RowObserver {
    private final int maxRows;
    private final List<Row> rows = new ArrayList<>();
    private final Set<RowKey> seen = new HashSet<>();
    private ActiveState.@Nullable State leased;
    private @Nullable RegoObject lineage;
    private String entrypoint = "";

    FactsRead(int maxRows) {
        this.maxRows = maxRows;
    }

    /// One row of `data.lineage`.
    ///
    /// @param table name of the table
    /// @param key the row's key; text that is JSON when the key is no string
    public record Row(String table, String key, RegoValue value) {}

    private record RowKey(String table, RegoValue key) {}

    /// From now on the lease taken with this state is ours.
    ActiveState.State under(ActiveState.State state) {
        leased = state;
        return state;
    }

    /// Reads `input.lineage` for an evaluation.
    RegoObject lineage(ActiveState.Bound bound, DecisionRequest request, long timeNs) {
        RegoObject document = bound.facts().lineage(request, timeNs);
        lineage = document;
        entrypoint = bound.policies().entrypoint();
        return document;
    }

    @Override
    public void rowRead(FactTable table, RegoValue key, RegoValue row) {
        if (!seen.add(new RowKey(table.tableName(), key))) {
            return;
        }
        if (rows.size() == maxRows) {
            throw new EvaluationException(
                    EvaluationException.Code.BUDGET, Span.NONE, "more than " + maxRows + " rows of lineage read");
        }
        String name = key instanceof RegoString text ? text.value() : RegoJson.write(key);
        rows.add(new Row(table.tableName(), name, row));
    }

    /// How an answer that was made under this lease is given.
    Enforcement enforcementOf(Verdict verdict, Caller caller, long timeNs) {
        Policies policies = leased == null ? null : leased.policies();
        Shadow shadow = policies == null ? null : policies.shadow();
        return shadow == null ? Enforcement.ENFORCED : shadow.enforcementOf(verdict, caller, timeNs);
    }

    DecisionVersions versions(long timeNs) {
        return leased == null ? DecisionVersions.NONE : DecisionVersions.of(leased, timeNs);
    }

    /// `input.lineage`; null when no input document was built.
    public @Nullable RegoObject lineage() {
        return lineage;
    }

    /// The rows of `data.lineage` that were read, each once, in order of the first read.
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /// The entrypoint that was evaluated; empty when none was.
    public String entrypoint() {
        return entrypoint;
    }

    /// Gives the lease back: nothing may be read any more.
    public void release() {
        if (leased != null) {
            leased.release();
        }
    }
}
