package dev.portcullis.lineage.graph;

import dev.portcullis.lineage.connector.Evidence;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.NodeKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The edges of the graph, each once, with their reasons, from both ends. Immutable once built.
///
/// Edges come from what sources state, from uses (whoever used a thing is its consumer, unless the use was
/// flagged) and from the teams of people. An edge whose end nobody described, or is of the wrong kind, is set
/// aside, not guessed.
public final class EdgeIndex {
    /// Marks a credential that a consumer merely inherited.
    public static final String AMBIENT = "ambient";

    private final SortedMap<Key, TracedEdge> edges = new TreeMap<>(Key.ORDER);
    private final Map<Edge.Kind, Map<String, List<TracedEdge>>> outgoing = new HashMap<>();
    private final Map<Edge.Kind, Map<String, List<TracedEdge>>> incoming = new HashMap<>();
    private final List<TracedEdge> dangling = new ArrayList<>();

    private EdgeIndex() {}

    private record Key(Edge.Kind kind, String from, String to) {
        static final Comparator<Key> ORDER =
                Comparator.comparing(Key::kind).thenComparing(Key::from).thenComparing(Key::to);
    }

    /// Builds the index of all edges that the facts yield.
    public static EdgeIndex of(Facts facts) {
        var index = new EdgeIndex();
        for (Evidence evidence : facts.links()) {
            if (evidence.fact() instanceof Fact.Link link) {
                long since = link.sinceNs() == null ? evidence.observedNs() : link.sinceNs();
                index.add(new Edge(link.edge(), link.from(), link.to(), link.via()), since, evidence);
            }
        }
        for (Evidence evidence : facts.useEvidence()) {
            if (evidence.fact() instanceof Fact.Use use
                    && !use.flagged()
                    && use.consumer() != null
                    && !(facts.node(use.thing()) instanceof NodeFact.Location)) {
                index.add(
                        new Edge(Edge.Kind.CONSUMED_BY, use.thing(), use.consumer(), null), use.firstUseNs(), evidence);
            }
        }
        for (Evidence evidence : facts.ownerEvidence()) {
            if (evidence.fact() instanceof NodeFact.Person person && person.team() != null) {
                var edge = new Edge(Edge.Kind.MEMBER_OF, person.id(), person.team(), null);
                index.add(edge, evidence.observedNs(), evidence);
            }
        }
        index.setAsideDangling(facts);
        index.edges.values().forEach(index::link);
        return index;
    }

    /// All edges by kind, from and to.
    public Collection<TracedEdge> all() {
        return edges.values();
    }

    public List<TracedEdge> outgoing(Edge.Kind kind, String from) {
        return outgoing.getOrDefault(kind, Map.of()).getOrDefault(from, List.of());
    }

    public List<TracedEdge> incoming(Edge.Kind kind, String to) {
        return incoming.getOrDefault(kind, Map.of()).getOrDefault(to, List.of());
    }

    /// Why an edge exists; null when it does not.
    public @Nullable TracedEdge find(Edge.Kind kind, String from, String to) {
        return edges.get(new Key(kind, from, to));
    }

    /// Edges that were set aside because an end is not known or not of a kind the edge may have.
    public List<TracedEdge> dangling() {
        return List.copyOf(dangling);
    }

    private void add(Edge edge, long sinceNs, Evidence evidence) {
        var traced = new TracedEdge(edge, sinceNs, List.of(evidence.reference()));
        edges.merge(new Key(edge.kind(), edge.from(), edge.to()), traced, EdgeIndex::union);
    }

    private static TracedEdge union(TracedEdge a, TracedEdge b) {
        var references = new TreeSet<>(a.references());
        references.addAll(b.references());
        Edge edge = a.edge();
        String via = strongerVia(edge.via(), b.edge().via());
        return new TracedEdge(
                new Edge(edge.kind(), edge.from(), edge.to(), via),
                Math.min(a.sinceNs(), b.sinceNs()),
                List.copyOf(references));
    }

    /// `ambient` beats everything, because an inherited credential stays inherited when it is also used.
    private static @Nullable String strongerVia(@Nullable String a, @Nullable String b) {
        if (a == null || AMBIENT.equals(b)) {
            return b;
        }
        if (b == null || AMBIENT.equals(a)) {
            return a;
        }
        return a.compareTo(b) <= 0 ? a : b;
    }

    private void setAsideDangling(Facts facts) {
        edges.values().removeIf(traced -> {
            Edge edge = traced.edge();
            boolean known =
                    fits(facts, edge.from(), edge.kind()::mayBeginAt) && fits(facts, edge.to(), edge.kind()::mayEndAt);
            if (!known) {
                dangling.add(traced);
            }
            return !known;
        });
    }

    private void link(TracedEdge traced) {
        Edge edge = traced.edge();
        outgoing.computeIfAbsent(edge.kind(), kind -> new HashMap<>())
                .computeIfAbsent(edge.from(), from -> new ArrayList<>())
                .add(traced);
        incoming.computeIfAbsent(edge.kind(), kind -> new HashMap<>())
                .computeIfAbsent(edge.to(), to -> new ArrayList<>())
                .add(traced);
    }

    /// Which kinds of nodes an edge may join: those its kind names. A role that can be asked for is a resource,
    /// so a resource may stand wherever an identity may.
    private static boolean fits(Facts facts, String id, Predicate<NodeKind> allowed) {
        if (facts.owner(id) != null && allowed.test(NodeKind.OWNER)) {
            return true;
        }
        return switch (facts.node(id)) {
            case NodeFact.Identity _ -> allowed.test(NodeKind.IDENTITY);
            case NodeFact.Credential _ -> allowed.test(NodeKind.CREDENTIAL);
            case NodeFact.Location _ -> allowed.test(NodeKind.STORAGE_LOCATION);
            case NodeFact.Consumer _ -> allowed.test(NodeKind.CONSUMER);
            case NodeFact.Resource _ -> allowed.test(NodeKind.RESOURCE) || allowed.test(NodeKind.IDENTITY);
            case NodeFact.SystemInstance _ -> allowed.test(NodeKind.SYSTEM);
            case NodeFact.OwnerFact _ -> false;
            case null -> false;
        };
    }
}
