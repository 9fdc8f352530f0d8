package dev.portcullis.lineage.sync;

import dev.portcullis.lineage.attribution.Attribution;
import dev.portcullis.lineage.attribution.Escalation;
import dev.portcullis.lineage.baseline.Siblings;
import dev.portcullis.lineage.baseline.UsageDerivation;
import dev.portcullis.lineage.connector.CanonicalId;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.lineage.connector.Word;
import dev.portcullis.lineage.graph.Facts;
import dev.portcullis.snapshot.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The node tables of a snapshot: what sources say of each node, with what was derived about it.
final class NodeDerivation {
    private final Facts facts;
    private final Attribution attribution;
    private final Siblings siblings;
    private final UsageDerivation usage;

    NodeDerivation(Facts facts, Attribution attribution, Siblings siblings, UsageDerivation usage) {
        this.facts = facts;
        this.attribution = attribution;
        this.siblings = siblings;
        this.usage = usage;
    }

    /// All nodes, kind by kind, in each kind by id.
    List<Node> nodes() {
        var nodes = new ArrayList<Node>();
        facts.nodes(NodeFact.Identity.class).values().forEach(identity -> nodes.add(identity(identity)));
        facts.nodes(NodeFact.Credential.class).values().forEach(credential -> nodes.add(credential(credential)));
        facts.nodes(NodeFact.Location.class).values().forEach(location -> nodes.add(location(location)));
        facts.nodes(NodeFact.Consumer.class).values().forEach(consumer -> nodes.add(consumer(consumer)));
        facts.nodes(NodeFact.Resource.class).values().forEach(resource -> nodes.add(resource(resource)));
        undescribedResources().forEach(id -> nodes.add(resource(undescribed(id))));
        nodes.addAll(Escalation.derive(facts));
        facts.nodes(NodeFact.SystemInstance.class).values().forEach(system -> nodes.add(system(system)));
        return nodes;
    }

    private Node.Identity identity(NodeFact.Identity identity) {
        CanonicalId id = CanonicalId.parse(identity.id());
        return new Node.Identity(
                identity.id(),
                id.type(),
                id.instance(),
                identity.environment(),
                Word.of(identity.status()),
                identity.createdNs(),
                attribution.ownership(identity));
    }

    private Node.Credential credential(NodeFact.Credential credential) {
        return new Node.Credential(
                credential.id(),
                credential.type(),
                Word.of(credential.lifetime()),
                Word.of(credential.status()),
                credential.createdNs(),
                credential.expiresNs(),
                attribution.ownership(credential),
                usage.usage(credential.id(), credential.createdNs()));
    }

    private static Node.StorageLocation location(NodeFact.Location location) {
        CanonicalId id = CanonicalId.parse(location.id());
        return new Node.StorageLocation(
                location.id(),
                id.system() + "_" + id.type(),
                id.instance(),
                id.pathInInstance(),
                location.environment(),
                location.sanctioned());
    }

    private Node.Consumer consumer(NodeFact.Consumer consumer) {
        return new Node.Consumer(
                consumer.id(),
                consumer.type().word(),
                consumer.platform(),
                consumer.environment(),
                consumer.region(),
                consumer.networkZone(),
                consumer.firstSeenNs(),
                consumer.sanctioned(),
                siblings.key(consumer.id()),
                usage.learningUntilNs(consumer),
                attribution.ownership(consumer));
    }

    private Node.Resource resource(NodeFact.Resource resource) {
        String requestType = resource.requestType();
        boolean requestable = requestType != null;
        return new Node.Resource(
                resource.id(),
                requestType != null
                        ? requestType
                        : CanonicalId.parse(resource.id()).type(),
                resource.environment(),
                resource.dataClass() == null ? null : Word.of(resource.dataClass()),
                parent(resource),
                requestable || facts.ownership(resource.id()) != null ? attribution.ownership(resource) : null,
                requestable ? usage.usage(resource.id(), resource.createdNs()) : null);
    }

    /// The parent, unless a source says that it is something else than a resource.
    private @Nullable String parent(NodeFact.Resource resource) {
        NodeFact parent = resource.parent() == null ? null : facts.node(resource.parent());
        return parent == null || parent instanceof NodeFact.Resource ? resource.parent() : null;
    }

    private static Node.SystemInstance system(NodeFact.SystemInstance system) {
        return new Node.SystemInstance(
                system.id(), CanonicalId.parse(system.id()).type(), system.environment());
    }

    /// Resources that only a grant or a child names. They are in reach although nobody says how sensitive they are:
    /// leaving them out would make reach narrower than the truth.
    private SortedSet<String> undescribedResources() {
        var ids = new TreeSet<String>();
        for (Fact.Grant grant : facts.grants()) {
            if (grant.verdict() != Fact.Verdict.NO && facts.node(grant.resource()) == null) {
                ids.add(grant.resource());
            }
        }
        for (NodeFact.Resource resource : facts.nodes(NodeFact.Resource.class).values()) {
            if (resource.parent() != null && facts.node(resource.parent()) == null) {
                ids.add(resource.parent());
            }
        }
        return ids;
    }

    private static NodeFact.Resource undescribed(String id) {
        return new NodeFact.Resource(id, null, null, null, null, null);
    }
}
