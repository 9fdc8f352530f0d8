package dev.portcullis.rego.eval;

/// A base document whose entries count as facts read: a [dev.portcullis.rego.value.RegoObject] that also implements
/// this
/// reports every entry looked up or iterated to the evaluation's [RowObserver].
public interface FactTable {
    /// The table's name, such as `resources` for `data.lineage.resources`.
    String tableName();
}
