/// What a source says, and how it is read: [Evidence] with its sealed [Fact]s, the [Connector] interface and
/// the file connector. Secret values end here: a reader drops them before anything else sees a record. Must not
/// know the graph, what is derived from it, or snapshots (only the words for edges come from there).
@org.jspecify.annotations.NullMarked
package dev.portcullis.lineage.connector;
