/// What a snapshot says, as JSON for people and programs. The entry type is [SnapshotDescription]. Knows the snapshot's
/// reader and nothing of commands.
@org.jspecify.annotations.NullMarked
package dev.portcullis.cli.inspect;
