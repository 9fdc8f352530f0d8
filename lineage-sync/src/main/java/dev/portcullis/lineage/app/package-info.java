/// The command line of lineage-sync: [SyncMain] is the main class, [SyncCommand] the command `portcullis sync`.
/// Wires files to the loop and nothing more.
@org.jspecify.annotations.NullMarked
package dev.portcullis.lineage.app;
