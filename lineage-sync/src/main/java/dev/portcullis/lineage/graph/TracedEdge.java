package dev.portcullis.lineage.graph;

import dev.portcullis.snapshot.Edge;
import java.util.List;

/// An edge and why it exists.
///
/// @param sinceNs when it began as far as any source knows, nanoseconds since 1970
/// @param references the records that say so, sorted
public record TracedEdge(Edge edge, long sinceNs, List<String> references) {
    public TracedEdge {
        references = List.copyOf(references);
    }
}
