package dev.portcullis.lineage.baseline;

import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.lineage.graph.EdgeIndex;
import dev.portcullis.lineage.graph.Facts;
import dev.portcullis.lineage.graph.TracedEdge;
import dev.portcullis.snapshot.Edge;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which consumers are the same code in the same place: they run as the same workload identity, or run the same
/// code digest out of the same infrastructure block.
///
/// A consumer's sibling key names both its identities and its code, so consumers with equal keys are siblings, but
/// siblings need not have equal keys, and being siblings is not passed on: if A shares an identity with B and B
/// shares code with C, then A and C are strangers. Whoever publishes a sibling's use therefore does so under
/// every key that is next to it ([#keysNextTo]).
public final class Siblings {
    private final Map<String, String> keyOf = new HashMap<>();
    private final Map<String, Set<String>> keysByMark = new HashMap<>();
    private final Map<String, Set<String>> marksOf = new HashMap<>();

    private Siblings() {}

    public static Siblings of(Facts facts, EdgeIndex edges) {
        var siblings = new Siblings();
        for (NodeFact.Consumer consumer : facts.nodes(NodeFact.Consumer.class).values()) {
            siblings.add(consumer, edges);
        }
        return siblings;
    }

    /// The sibling key of a consumer; null when it has neither a workload identity nor known code in a known block.
    public @Nullable String key(String consumer) {
        return keyOf.get(consumer);
    }

    /// The keys of all siblings of a consumer, its own included, sorted.
    public Set<String> keysNextTo(String consumer) {
        var keys = new TreeSet<String>();
        for (String mark : marksOf.getOrDefault(consumer, Set.of())) {
            keys.addAll(keysByMark.getOrDefault(mark, Set.of()));
        }
        return keys;
    }

    private void add(NodeFact.Consumer consumer, EdgeIndex edges) {
        var marks = new TreeSet<String>();
        for (TracedEdge runs : edges.outgoing(Edge.Kind.RUNS_AS, consumer.id())) {
            marks.add("identity " + runs.edge().to());
        }
        if (consumer.codeDigest() != null && consumer.iacBlock() != null) {
            marks.add("code " + consumer.codeDigest() + " in " + consumer.iacBlock());
        }
        if (marks.isEmpty()) {
            return;
        }
        String key = String.join("|", marks);
        keyOf.put(consumer.id(), key);
        marksOf.put(consumer.id(), marks);
        for (String mark : marks) {
            keysByMark.computeIfAbsent(mark, of -> new TreeSet<>()).add(key);
        }
    }
}
