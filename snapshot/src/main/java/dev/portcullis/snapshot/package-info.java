/// The lineage snapshot: what it may say ([SnapshotContent] and its records), its file format
/// (docs/spec/snapshot-v1.md), the
/// writer and the memory-mapped reader. Knows nothing of policies, connectors or decisions.
@org.jspecify.annotations.NullMarked
package dev.portcullis.snapshot;
