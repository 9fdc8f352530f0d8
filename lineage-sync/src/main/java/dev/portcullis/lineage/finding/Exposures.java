package dev.portcullis.lineage.finding;

import dev.portcullis.lineage.connector.CanonicalId;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.lineage.connector.Word;
import dev.portcullis.lineage.graph.EdgeIndex;
import dev.portcullis.lineage.graph.Facts;
import dev.portcullis.lineage.graph.TracedEdge;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Credentials that were seen where anybody may read them: in a log, a paste, a message, a public file.
final class Exposures {
    /// Types of locations that are leaks.
    private static final Set<String> LEAKS = Set.of("log", "message", "paste", "public_file");

    /// How an edge STORED_IN says that what lies there is a version that no longer works.
    private static final String RETIRED = "retired";

    private Exposures() {}

    /// `secret_in_log` on each such place, low when only versions lie there that no longer work, and
    /// `credential_exposed` on each credential of which a version was seen that still works; since it got there.
    static List<Finding> find(Facts facts, EdgeIndex edges) {
        List<Finding> found = new ArrayList<>();
        for (NodeFact.Location location : facts.nodes(NodeFact.Location.class).values()) {
            if (LEAKS.contains(CanonicalId.parse(location.id()).type())) {
                for (TracedEdge stored : edges.incoming(Edge.Kind.STORED_IN, location.id())) {
                    add(stored, found);
                }
            }
        }
        return found;
    }

    private static void add(TracedEdge stored, List<Finding> found) {
        Edge edge = stored.edge();
        boolean retired = RETIRED.equals(edge.via());
        Fact.Severity severity = retired ? Fact.Severity.LOW : Fact.Severity.HIGH;
        found.add(finding(edge.to(), "secret_in_log", severity, stored));
        if (!retired) {
            found.add(finding(edge.from(), "credential_exposed", severity, stored));
        }
    }

    private static Finding finding(String subject, String code, Fact.Severity severity, TracedEdge stored) {
        return new Finding(subject, code, Word.of(severity), stored.sinceNs(), false);
    }
}
