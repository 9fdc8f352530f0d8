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
import dev.portcullis.snapshot.NodeKind;
import dev.portcullis.snapshot.Reach;
import java.util.ArrayList;
import java.util.List;

/// Everything that follows from the graph at one time: a pure function, so the same evidence and the same clock
/// always give the same facts, in the same order.
///
/// @param setAside edges of the graph that a snapshot cannot hold, because an end is not known or not of a kind
///     that the edge may have there
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
        var published = new ArrayList<Edge>();
        var setAside = new ArrayList<Edge>();
        edges.dangling().forEach(traced -> setAside.add(traced.edge()));
        for (TracedEdge traced : edges.all()) {
            (isPublishable(facts, traced.edge()) ? published : setAside).add(traced.edge());
        }
        addOwnership(facts, attribution, published);
        return new Derivation(
                new NodeDerivation(facts, attribution, siblings, usage).nodes(),
                published,
                reaches,
                BaselineDerivation.derive(facts, attribution, siblings, nowNs),
                FindingDerivation.derive(facts, edges, reaches, nowNs),
                setAside,
                facts.contradictions());
    }

    /// The graph lets a role that can be asked for, which is a resource, stand for an identity; a snapshot does
    /// not.
    private static boolean isPublishable(Facts facts, Edge edge) {
        return (!isResource(facts, edge.from()) || edge.kind().mayBeginAt(NodeKind.RESOURCE))
                && (!isResource(facts, edge.to()) || edge.kind().mayEndAt(NodeKind.RESOURCE));
    }

    private static boolean isResource(Facts facts, String id) {
        return facts.node(id) instanceof NodeFact.Resource;
    }

    private static void addOwnership(Facts facts, Attribution attribution, List<Edge> edges) {
        for (NodeFact node : facts.nodes(NodeFact.class).values()) {
            Node.Ownership ownership = attribution.ownership(node);
            if (ownership != null && ownership.owner() != null) {
                edges.add(new Edge(Edge.Kind.OWNED_BY, node.id(), ownership.owner(), null));
            }
        }
    }
}
