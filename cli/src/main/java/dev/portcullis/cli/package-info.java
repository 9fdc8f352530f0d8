/// The commands of authors and operators. The entry type is [CliMain]. Knows the engine, the snapshot format and the
/// protocol; nothing of the server or of connectors.
@org.jspecify.annotations.NullMarked
package dev.portcullis.cli;
