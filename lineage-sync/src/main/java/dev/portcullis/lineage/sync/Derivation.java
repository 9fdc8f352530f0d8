package dev.portcullis.lineage.sync;

import dev.portcullis.lineage.attribution.Attribution;
import dev.portcullis.lineage.baseline.BaselineDerivation;
import dev.portcullis.lineage.baseline.Siblings;
import dev.portcullis.lineage.baseline.UsageDerivation;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.lineage.finding.FindingDerivation;
import dev.portcullis.lineage.graph.EdgeIndex;
import dev.portcullis.lineage.graph.Facts;
import dev.portcullis.lineage.graph.Graph;
import dev.portcullis.lineage.graph.TracedEdge;
import dev.portcullis.lineage.reach.ReachDerivation;
import dev.portcullis.snapshot.BaselineTuple;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.Finding;
import dev.portcullis.snapshot.Node;
import dev.portcullis.snapshot.Reach;
import java.util.ArrayList;
import java.util.List;

/// Everything that follows from the graph at one time: a pure function, so the same evidence and the same clock
/// always give the same facts, in the same order.
///
/// @param setAside edges of the graph that a snapshot cannot hold, because an end is not known or of the wrong kind
/// @param contradictions ids that sources use for different kinds of things
public record Derivation(
        List<Node> nodes,
        List<Edge> edges,
        List<Reach> reaches,
        List<BaselineTuple> baseline,
        List<Finding> findings,
        List<Edge> setAside,
        List<String> contradictions) {
    public Derivation {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        reaches = List.copyOf(reaches);
        baseline = List.copyOf(baseline);
        findings = List.copyOf(findings);
        setAside = List.copyOf(setAside);
        contradictions = List.copyOf(contradictions);
    }

    /// Derives everything.
    ///
    /// @param nowNs the time that ages and windows are measured from, nanoseconds since 1970
    public static Derivation of(Graph graph, long nowNs) {
        Facts facts = Facts.of(graph.evidence());
        EdgeIndex edges = EdgeIndex.of(facts);
        Attribution attribution = Attribution.of(facts, edges);
        Siblings siblings = Siblings.of(facts, edges);
        List<Reach> reaches = ReachDerivation.derive(facts, edges);
        UsageDerivation usage = UsageDerivation.of(facts, nowNs);
        return new Derivation(
                new NodeDerivation(facts, attribution, siblings, usage).nodes(),
                edges(facts, edges, attribution),
                reaches,
                BaselineDerivation.derive(facts, attribution, siblings, nowNs),
                FindingDerivation.derive(facts, edges, reaches, nowNs),
                edges.dangling().stream().map(TracedEdge::edge).toList(),
                facts.contradictions());
    }

    private static List<Edge> edges(Facts facts, EdgeIndex index, Attribution attribution) {
        var edges = new ArrayList<Edge>();
        index.all().forEach(traced -> edges.add(traced.edge()));
        for (NodeFact node : facts.nodes(NodeFact.class).values()) {
            Node.Ownership ownership = attribution.ownership(node);
            if (ownership != null && ownership.owner() != null) {
                edges.add(new Edge(Edge.Kind.OWNED_BY, node.id(), ownership.owner(), null));
            }
        }
        return edges;
    }
}
