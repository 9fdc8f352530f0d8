package dev.portcullis.lineage.reach;

import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.lineage.connector.Word;
import dev.portcullis.lineage.graph.EdgeIndex;
import dev.portcullis.lineage.graph.Facts;
import dev.portcullis.snapshot.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What everything that can be asked for or presented opens: one set for anybody's hands, and one more for each
/// consumer for whom it differs.
public final class ReachDerivation {
    private final Facts facts;
    private final EdgeIndex edges;
    private final GrantTable grants;

    private ReachDerivation(Facts facts, EdgeIndex edges) {
        this.facts = facts;
        this.edges = edges;
        this.grants = new GrantTable(facts.grants());
    }

    /// The reach of every credential and of every resource that can be asked for, by thing and consumer.
    public static List<Reach> derive(Facts facts, EdgeIndex edges) {
        var derivation = new ReachDerivation(facts, edges);
        var things = new TreeSet<>(facts.nodes(NodeFact.Credential.class).keySet());
        for (NodeFact.Resource resource : facts.nodes(NodeFact.Resource.class).values()) {
            if (resource.requestType() != null) {
                things.add(resource.id());
            }
        }
        var reaches = new ArrayList<Reach>();
        for (String thing : things) {
            derivation.addReach(thing, reaches);
        }
        return reaches;
    }

    private void addReach(String thing, List<Reach> reaches) {
        ReachWalk anybody = walk(thing, null);
        Reach common = reach(thing, null, anybody);
        reaches.add(common);
        // Wherever a consumer's own walk leaves the common one, a principal of the common walk names that consumer.
        for (String consumer : anybody.namedConsumers()) {
            if (!(facts.node(consumer) instanceof NodeFact.Consumer)) {
                continue;
            }
            Reach own = reach(thing, consumer, walk(thing, consumer));
            if (!own.sinks().equals(common.sinks())) {
                reaches.add(own);
            }
        }
    }

    private ReachWalk walk(String thing, @Nullable String consumer) {
        return new ReachWalk(facts, edges, grants, consumer).from(thing);
    }

    private static Reach reach(String thing, @Nullable String consumer, ReachWalk walk) {
        var sinks = new ArrayList<Reach.Sink>();
        walk.sinks()
                .forEach((resource, sum) ->
                        sinks.add(new Reach.Sink(resource, Word.of(sum.access()), Word.of(sum.verdict()))));
        return new Reach(thing, consumer, sinks);
    }
}
