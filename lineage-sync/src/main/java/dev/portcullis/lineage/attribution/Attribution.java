package dev.portcullis.lineage.attribution;

import dev.portcullis.lineage.connector.CanonicalId;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.lineage.graph.EdgeIndex;
import dev.portcullis.lineage.graph.Facts;
import dev.portcullis.lineage.graph.TracedEdge;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who owns a node: whom a source names; for what is consumed (a credential, a role) otherwise the one owner
/// that all its consumers have; otherwise the owner of the system it is in stands in. An owner whom no source
/// of people knows counts as not named.
public final class Attribution {
    /// From this score on an owner is sure enough to rest something on. The same number is the setting
    /// `owner_min_score`
    /// of the credential-governance bundle.
    public static final double MIN_SCORE = 0.7;

    private final Facts facts;
    private final EdgeIndex edges;
    private final Map<String, String> systems = new HashMap<>();

    private Attribution(Facts facts, EdgeIndex edges) {
        this.facts = facts;
        this.edges = edges;
        for (String id : facts.nodes(NodeFact.SystemInstance.class).keySet()) {
            CanonicalId system = CanonicalId.parse(id);
            systems.put(system.system() + ":" + system.path(), id);
        }
    }

    public static Attribution of(Facts facts, EdgeIndex edges) {
        return new Attribution(facts, edges);
    }

    /// The ownership of a node; null when neither an owner nor the owner of its system is known.
    public Node.@Nullable Ownership ownership(NodeFact node) {
        Node.Ownership own = named(node.id());
        if (own == null && isConsumed(node)) {
            own = sharedByConsumers(node.id());
        }
        return own != null ? own : standIn(node.id());
    }

    private static boolean isConsumed(NodeFact node) {
        return node instanceof NodeFact.Credential
                || (node instanceof NodeFact.Resource resource && resource.requestType() != null);
    }

    private Node.@Nullable Ownership named(String id) {
        Fact.Ownership named = facts.ownership(id);
        return named == null || facts.owner(named.owner()) == null
                ? null
                : new Node.Ownership(named.owner(), named.score(), null);
    }

    /// As sure as the least sure consumer. One consumer without an owner, or with another, and nobody is named.
    private Node.@Nullable Ownership sharedByConsumers(String id) {
        Node.Ownership shared = null;
        for (TracedEdge consumed : edges.outgoing(Edge.Kind.CONSUMED_BY, id)) {
            Node.Ownership theirs = named(consumed.edge().to());
            if (theirs == null || (shared != null && !Objects.equals(shared.owner(), theirs.owner()))) {
                return null;
            }
            shared = shared == null || theirs.score() < shared.score() ? theirs : shared;
        }
        return shared;
    }

    private Node.@Nullable Ownership standIn(String id) {
        String system = systemOf(id);
        Node.Ownership owner = system == null ? null : named(system);
        return owner == null || owner.owner() == null ? null : new Node.Ownership(null, 0, owner.owner());
    }

    /// The account, cluster or tenant of a node: by its own id, or, for a credential whose id does not say, by the
    /// identity it authenticates.
    private @Nullable String systemOf(String id) {
        String own = instanceOf(id);
        if (own != null) {
            return own;
        }
        List<TracedEdge> identities = edges.outgoing(Edge.Kind.AUTHENTICATES, id);
        return identities.isEmpty()
                ? null
                : instanceOf(identities.getFirst().edge().to());
    }

    private @Nullable String instanceOf(String id) {
        CanonicalId parsed = CanonicalId.parse(id);
        return systems.get(parsed.system() + ":" + parsed.instance());
    }
}
