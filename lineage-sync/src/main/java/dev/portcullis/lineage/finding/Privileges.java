package dev.portcullis.lineage.finding;

import dev.portcullis.lineage.baseline.BaselineDerivation;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.lineage.connector.Word;
import dev.portcullis.lineage.graph.EdgeIndex;
import dev.portcullis.lineage.graph.Facts;
import dev.portcullis.lineage.graph.TracedEdge;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.Finding;
import dev.portcullis.snapshot.Reach;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Credentials that may do more than is done with them.
final class Privileges {
    private final Facts facts;
    private final EdgeIndex edges;
    private final ReachIndex reach;
    private final long nowNs;
    private final Map<String, Set<String>> usedBy = new HashMap<>();
    private final Map<String, Set<String>> usedWithin = new HashMap<>();
    private final List<Finding> found = new ArrayList<>();

    private Privileges(Facts facts, EdgeIndex edges, ReachIndex reach, long nowNs) {
        this.facts = facts;
        this.edges = edges;
        this.reach = reach;
        this.nowNs = nowNs;
        for (Fact.Use use : facts.uses()) {
            if (use.consumer() != null && use.lastUseNs() + BaselineDerivation.WINDOW_NS > nowNs) {
                usedBy.computeIfAbsent(use.consumer(), consumer -> new HashSet<>())
                        .add(use.thing());
                usedWithin
                        .computeIfAbsent(use.consumer(), consumer -> new HashSet<>())
                        .addAll(facts.withParents(use.thing()));
            }
        }
    }

    /// `overprivileged` on credentials.
    static List<Finding> find(Facts facts, EdgeIndex edges, ReachIndex reach, long nowNs) {
        Privileges privileges = new Privileges(facts, edges, reach, nowNs);
        facts.nodes(NodeFact.Credential.class).values().forEach(privileges::overprivileged);
        return privileges.found;
    }

    /// Granted sinks were not used for 90 days, although the use of others was seen: where no source says what is
    /// used, nothing is known to be unused. A use that was flagged is a use all the same. Since the credential is
    /// 90 days old.
    private void overprivileged(NodeFact.Credential credential) {
        Long createdNs = credential.createdNs();
        if (credential.status() != NodeFact.Status.ACTIVE
                || createdNs == null
                || createdNs + BaselineDerivation.WINDOW_NS > nowNs) {
            return;
        }
        var granted = new HashSet<String>();
        var used = new HashSet<String>();
        for (TracedEdge consumed : edges.outgoing(Edge.Kind.CONSUMED_BY, credential.id())) {
            String consumer = consumed.edge().to();
            for (Reach.Sink sink : reach.sinks(credential.id(), consumer)) {
                granted.add(sink.resource());
                if (isUsed(sink.resource(), consumer)) {
                    used.add(sink.resource());
                }
            }
        }
        if (!used.isEmpty() && used.size() < granted.size()) {
            long since = createdNs + BaselineDerivation.WINDOW_NS;
            found.add(new Finding(credential.id(), "overprivileged", Word.of(Fact.Severity.MEDIUM), since, false));
        }
    }

    /// Whoever used what is in a resource used the resource, and whoever used a resource may have used all that is
    /// in it.
    private boolean isUsed(String resource, String consumer) {
        Set<String> used = usedBy.getOrDefault(consumer, Set.of());
        return usedWithin.getOrDefault(consumer, Set.of()).contains(resource)
                || facts.withParents(resource).stream().anyMatch(used::contains);
    }
}
