/// The lineage snapshot as decisions see it: `input.lineage` for one request ([LineageDocument]), `data.lineage` as
/// a lazy base document ([LineageTables]), both behind [LineageFacts], and [SnapshotWatcher], which opens what is
/// published and swaps it in. Spec: docs/spec/data-lineage.md. Must not know policies, doors or configuration.
@org.jspecify.annotations.NullMarked
package dev.portcullis.pdp.facts;
