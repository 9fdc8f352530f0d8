package dev.portcullis.rego.eval;

import dev.portcullis.rego.value.RegoValue;

/// Told which rows of a [FactTable] an evaluation read, so that they can be recorded with the decision.
public interface RowObserver {
    /// Ignores everything.
    RowObserver NONE = (_, _, _) -> {};

    /// One row was read. Called again for each later read of the same row.
    void rowRead(FactTable table, RegoValue key, RegoValue row);
}
