package dev.portcullis.lineage.reach;

import dev.portcullis.lineage.graph.EdgeIndex;
import dev.portcullis.lineage.graph.Facts;
import dev.portcullis.lineage.graph.TracedEdge;
import dev.portcullis.snapshot.Edge;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a consumer reaches by all it has: the identities it runs as, and whatever it uses or inherited.
public final class ConsumerReach {
    private final Facts facts;
    private final EdgeIndex edges;
    private final GrantTable grants;

    public ConsumerReach(Facts facts, EdgeIndex edges) {
        this.facts = facts;
        this.edges = edges;
        this.grants = new GrantTable(facts.grants());
    }

    /// The sinks in the consumer's own hands, by resource.
    SortedMap<String, ReachWalk.SinkSum> sinks(String consumer) {
        var sinks = new TreeMap<String, ReachWalk.SinkSum>();
        for (TracedEdge runs : edges.outgoing(Edge.Kind.RUNS_AS, consumer)) {
            add(runs.edge().to(), consumer, sinks);
        }
        for (TracedEdge uses : edges.incoming(Edge.Kind.CONSUMED_BY, consumer)) {
            add(uses.edge().from(), consumer, sinks);
        }
        return sinks;
    }

    private void add(String thing, String consumer, SortedMap<String, ReachWalk.SinkSum> sinks) {
        ReachWalk walk = new ReachWalk(facts, edges, grants, consumer).from(thing);
        walk.sinks().forEach((resource, sum) -> sinks.merge(resource, sum, ReachWalk.SinkSum::plus));
    }

    /// Whether a consumer reaches something, or does something there, that none of the others can. Whoever reaches a
    /// resource reaches all that is in it.
    public boolean exceeds(String consumer, Iterable<String> others) {
        var theirs = new TreeMap<String, ReachWalk.SinkSum>();
        for (String other : others) {
            sinks(other).forEach((resource, sum) -> theirs.merge(resource, sum, ReachWalk.SinkSum::plus));
        }
        return sinks(consumer).entrySet().stream()
                .anyMatch(sink -> facts.withParents(sink.getKey()).stream()
                        .map(theirs::get)
                        .noneMatch(known -> known != null && covers(known, sink.getValue())));
    }

    private static boolean covers(ReachWalk.SinkSum known, ReachWalk.SinkSum sink) {
        return known.plus(sink).access() == known.access();
    }
}
