/// The lineage snapshot: one signed, memory-mapped file of nodes, edges and derived facts, its writer and its reader;
/// and the keys that sign and verify snapshots, bundles and decision logs.
@org.jspecify.annotations.NullMarked
module dev.portcullis.snapshot {
    requires static org.jspecify;

    exports dev.portcullis.snapshot;
    exports dev.portcullis.snapshot.trust;
}
