package dev.portcullis.lineage.reach;

import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.Fact.Verdict;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.lineage.graph.EdgeIndex;
import dev.portcullis.lineage.graph.Facts;
import dev.portcullis.lineage.graph.TracedEdge;
import dev.portcullis.snapshot.Edge;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One walk from a thing to everything it opens in one consumer's hands. A walk is made, walked once and read.
///
/* The walk steps from principal to principal: a credential logs in an identity, an identity assumes or federates to
 * another, whoever controls a consumer's code has the identities and credentials of that consumer, and whoever may read
 * a storage location has the credentials in it. Each principal's grants end in sinks; what nobody described is one too. A place reached over a conditional
 * grant is conditional until it is also reached over certain ones; then it is walked again, as certain.
 */
final class ReachWalk {
    private static final List<Edge.Kind> BECOMES =
            List.of(Edge.Kind.AUTHENTICATES, Edge.Kind.ASSUMES, Edge.Kind.FEDERATES_TO);

    private final Facts facts;
    private final EdgeIndex edges;
    private final GrantTable grants;
    private final @Nullable String consumer;
    private final Map<String, Verdict> visited = new HashMap<>();
    private final Deque<String> pending = new ArrayDeque<>();
    private final SortedMap<String, SinkSum> sinks = new TreeMap<>();
    private final Set<String> namedConsumers = new TreeSet<>();

    /// @param consumer in whose hands; null for anybody's
    ReachWalk(Facts facts, EdgeIndex edges, GrantTable grants, @Nullable String consumer) {
        this.facts = facts;
        this.edges = edges;
        this.grants = grants;
        this.consumer = consumer;
    }

    /// Walks from a thing; a walk may be given only one.
    ReachWalk from(String thing) {
        if (facts.node(thing) instanceof NodeFact.Resource resource && "service".equals(resource.requestType())) {
            sink(thing, Fact.Access.INVOKE, Verdict.YES);
        }
        visit(thing, Verdict.YES);
        while (!pending.isEmpty()) {
            step(pending.pop());
        }
        return this;
    }

    /// What was reached, by resource id.
    SortedMap<String, SinkSum> sinks() {
        return sinks;
    }

    /// Consumers for whom some principal on the way has grants of their own.
    Set<String> namedConsumers() {
        return namedConsumers;
    }

    private void step(String principal) {
        Verdict verdict = visited.getOrDefault(principal, Verdict.NO);
        namedConsumers.addAll(grants.consumersNamedBy(principal));
        for (Fact.Grant grant : grants.effective(principal, consumer)) {
            open(grant, weaker(verdict, grant.verdict()));
        }
        for (Edge.Kind kind : BECOMES) {
            follow(edges.outgoing(kind, principal), false, verdict);
        }
        for (TracedEdge controls : edges.outgoing(Edge.Kind.CAN_CONTROL, principal)) {
            String controlled = controls.edge().to();
            follow(edges.outgoing(Edge.Kind.RUNS_AS, controlled), false, verdict);
            follow(edges.incoming(Edge.Kind.CONSUMED_BY, controlled), true, verdict);
        }
    }

    private void open(Fact.Grant grant, Verdict verdict) {
        String opened = grant.resource();
        switch (facts.node(opened)) {
            case null -> sink(opened, grant.access(), verdict);
            case NodeFact.Resource _ -> sink(opened, grant.access(), verdict);
            case NodeFact.Location _ -> follow(edges.incoming(Edge.Kind.STORED_IN, opened), true, verdict);
            case NodeFact.Identity _, NodeFact.Credential _ -> visit(opened, verdict);
            case NodeFact.Consumer _, NodeFact.SystemInstance _, NodeFact.OwnerFact _ -> {}
        }
    }

    private void follow(List<TracedEdge> steps, boolean backwards, Verdict verdict) {
        for (TracedEdge step : steps) {
            visit(backwards ? step.edge().from() : step.edge().to(), verdict);
        }
    }

    private void visit(String principal, Verdict verdict) {
        Verdict before = visited.get(principal);
        if (before == Verdict.YES || before == verdict) {
            return;
        }
        visited.put(principal, verdict);
        pending.push(principal);
    }

    private void sink(String resource, Fact.Access access, Verdict verdict) {
        sinks.merge(resource, new SinkSum(access, verdict), SinkSum::plus);
    }

    private static Verdict weaker(Verdict a, Verdict b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /// What is known about one sink so far.
    record SinkSum(Fact.Access access, Verdict verdict) {
        /// One sink, opened twice: both accesses, and certain as soon as one of them is. `invoke` adds nothing
        /// to read or write.
        SinkSum plus(SinkSum other) {
            return new SinkSum(
                    union(access, other.access), verdict.compareTo(other.verdict) <= 0 ? verdict : other.verdict);
        }

        private static Fact.Access union(Fact.Access a, Fact.Access b) {
            if (a == b || b == Fact.Access.INVOKE) {
                return a;
            }
            return a == Fact.Access.INVOKE ? b : Fact.Access.READ_WRITE;
        }
    }
}
