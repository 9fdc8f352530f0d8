/// The way from sources to a snapshot: [SyncLoop] is fetch → merge → derive → publish, [Derivation] the third
/// of these. Must not know files of evidence or the command line.
@org.jspecify.annotations.NullMarked
package dev.portcullis.lineage.sync;
