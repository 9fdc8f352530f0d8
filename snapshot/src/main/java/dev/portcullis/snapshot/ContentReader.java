package dev.portcullis.snapshot;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a whole snapshot back into records: nodes, edges and reach in the order of their numbers, findings in the
/// order of their subjects.
final class ContentReader {
    private final Snapshot snapshot;
    private final Facts facts;

    ContentReader(Snapshot snapshot, Facts facts) {
        this.snapshot = snapshot;
        this.facts = facts;
    }

    SnapshotContent read() {
        return new SnapshotContent(
                snapshot.version(),
                snapshot.builtAtNs(),
                snapshot.notAfterNs(),
                snapshot.sources(),
                nodes(),
                edges(),
                reaches(),
                List.of(),
                findings());
    }

    private List<Node> nodes() {
        var nodes = new ArrayList<Node>();
        for (int node = 0; node < snapshot.nodes(); node++) {
            nodes.add(
                    switch (snapshot.kind(node)) {
                        case IDENTITY -> identity(snapshot.identities(), node);
                        case CREDENTIAL -> credential(snapshot.credentials(), node);
                        case STORAGE_LOCATION -> storageLocation(snapshot.storageLocations(), node);
                        case CONSUMER -> consumer(snapshot.consumers(), node);
                        case RESOURCE -> resource(snapshot.resources(), node);
                        case OWNER -> owner(snapshot.owners(), node);
                        case SYSTEM -> system(snapshot.systems(), node);
                    });
        }
        return nodes;
    }

    private Node.Identity identity(Identities table, int node) {
        return new Node.Identity(
                table.id(node),
                table.type(node),
                table.system(node),
                table.environment(node),
                table.status(node),
                time(table.createdNs(node)),
                ownership(table.ownership(), node));
    }

    private Node.Credential credential(Credentials table, int node) {
        return new Node.Credential(
                table.id(node),
                table.kind(node),
                table.lifetimeClass(node),
                table.status(node),
                time(table.createdNs(node)),
                time(table.expiresNs(node)),
                ownership(table.ownership(), node),
                usage(table.usage(), node));
    }

    private static Node.StorageLocation storageLocation(StorageLocations table, int node) {
        return new Node.StorageLocation(
                table.id(node),
                table.type(node),
                table.system(node),
                table.path(node),
                table.environment(node),
                table.sanctioned(node));
    }

    private Node.Consumer consumer(Consumers table, int node) {
        return new Node.Consumer(
                table.id(node),
                table.type(node),
                table.platform(node),
                table.environment(node),
                table.region(node),
                table.networkZone(node),
                time(table.firstSeenNs(node)),
                table.sanctioned(node),
                table.siblingKey(node),
                time(table.learningUntilNs(node)),
                ownership(table.ownership(), node));
    }

    private Node.Resource resource(Resources table, int node) {
        int parent = table.parent(node);
        return new Node.Resource(
                table.id(node),
                table.type(node),
                table.environment(node),
                table.dataClass(node),
                parent == Snapshot.NONE ? null : table.id(parent),
                ownership(table.ownership(), node),
                usage(table.usage(), node));
    }

    private static Node.Owner owner(Owners table, int node) {
        IntList escalation = table.escalation(node);
        var rungs = new ArrayList<String>();
        for (int i = 0; i < escalation.size(); i++) {
            rungs.add(table.id(escalation.get(i)));
        }
        return new Node.Owner(
                table.id(node), table.email(node), table.status(node), table.id(table.accountable(node)), rungs);
    }

    private static Node.SystemInstance system(Systems table, int node) {
        return new Node.SystemInstance(table.id(node), table.type(node), table.environment(node));
    }

    private Node.@Nullable Ownership ownership(OwnershipColumns columns, int node) {
        if (!columns.known(node)) {
            return null;
        }
        return new Node.Ownership(ownerId(columns.owner(node)), columns.score(node), ownerId(columns.standIn(node)));
    }

    private @Nullable String ownerId(int owner) {
        return owner == Snapshot.NONE ? null : snapshot.owners().id(owner);
    }

    private Node.@Nullable Usage usage(UsageColumns columns, int node) {
        if (!columns.known(node)) {
            return null;
        }
        IntList ids = columns.usualRegions(node);
        var regions = new ArrayList<String>();
        for (int i = 0; i < ids.size(); i++) {
            regions.add(snapshot.string(ids.get(i)));
        }
        return new Node.Usage(
                columns.consumersSeen(node), time(columns.lastSeenNs(node)), regions, columns.learning(node));
    }

    private static @Nullable Long time(long timeNs) {
        return timeNs == Snapshot.ABSENT_NS ? null : timeNs;
    }

    private List<Edge> edges() {
        var edges = new ArrayList<Edge>();
        for (Edge.Kind kind : Edge.Kind.values()) {
            for (int node = 0; node < snapshot.nodes(); node++) {
                EdgeList targets = snapshot.edges(kind).targets(node);
                for (int i = 0; i < targets.size(); i++) {
                    edges.add(new Edge(
                            kind,
                            snapshot.id(node),
                            snapshot.id(targets.node(i)),
                            facts.strings.getOrNull(targets.via(i))));
                }
            }
        }
        return edges;
    }

    private List<Reach> reaches() {
        Reaches stated = snapshot.reaches();
        var reaches = new ArrayList<Reach>();
        for (int thing = 0; thing < snapshot.nodes(); thing++) {
            ReachSet general = stated.general(thing);
            if (general != null) {
                reaches.add(new Reach(snapshot.id(thing), null, sinks(general)));
            }
            IntList consumers = stated.consumers(thing);
            for (int i = 0; i < consumers.size(); i++) {
                ReachSet set = stated.of(thing, consumers.get(i));
                if (set == null) {
                    throw new AssertionError("BUG: a consumer of a thing has a set");
                }
                reaches.add(new Reach(snapshot.id(thing), snapshot.id(consumers.get(i)), sinks(set)));
            }
        }
        return reaches;
    }

    private List<Reach.Sink> sinks(ReachSet set) {
        var sinks = new ArrayList<Reach.Sink>();
        for (int i = 0; i < set.size(); i++) {
            sinks.add(new Reach.Sink(
                    snapshot.id(set.resource(i)), snapshot.string(set.access(i)), snapshot.string(set.verdict(i))));
        }
        return sinks;
    }

    private List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        for (int row = 0; row < facts.subjects.rows(); row++) {
            String subject = facts.strings.get(facts.subjects.intAt(0, row));
            FindingList list = FindingList.ofSubject(facts, row);
            for (int i = 0; i < list.size(); i++) {
                findings.add(new Finding(subject, list.code(i), list.severity(i), list.sinceNs(i), list.tombstone(i)));
            }
        }
        return findings;
    }
}
