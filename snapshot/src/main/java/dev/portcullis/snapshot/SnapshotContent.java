package dev.portcullis.snapshot;

import java.util.List;

/// Everything a snapshot says, before it is written: the input of [SnapshotWriter]. Order of the lists does not
/// matter;
/// the
/// writer sorts, so that the same facts always give the same bytes.
///
/// @param builtAtNs when the graph was read, nanoseconds since 1970
/// @param notAfterNs from then on the snapshot must not decide, nanoseconds since 1970
public record SnapshotContent(
        SnapshotVersion version,
        long builtAtNs,
        long notAfterNs,
        List<SourceWatermark> sources,
        List<Node> nodes,
        List<Edge> edges,
        List<Reach> reaches,
        List<BaselineTuple> baseline,
        List<Finding> findings) {
    public SnapshotContent {
        sources = List.copyOf(sources);
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        reaches = List.copyOf(reaches);
        baseline = List.copyOf(baseline);
        findings = List.copyOf(findings);
    }
}
