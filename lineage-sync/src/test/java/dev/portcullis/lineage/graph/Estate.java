package dev.portcullis.lineage.graph;

import dev.portcullis.lineage.connector.Batches;
import dev.portcullis.lineage.connector.ConsumerType;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.snapshot.Edge;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A small estate, stated fact by fact, for tests of derivations. Nodes are described with what most tests
/// need; times are nanoseconds. Everything is observed at 1.
public final class Estate {
    private final List<Fact> facts = new ArrayList<>();

    public Estate and(Fact fact) {
        facts.add(fact);
        return this;
    }

    public Estate person(String id, @Nullable String manager, @Nullable String team) {
        return and(new NodeFact.Person(id, null, true, manager, team));
    }

    public Estate left(String id, @Nullable String manager, @Nullable String team) {
        return and(new NodeFact.Person(id, null, false, manager, team));
    }

    public Estate group(String id, @Nullable String lead) {
        return and(new NodeFact.Group(id, null, lead, false));
    }

    public Estate queue(String id) {
        return and(new NodeFact.Group(id, null, null, true));
    }

    public Estate system(String id) {
        return and(new NodeFact.SystemInstance(id, null));
    }

    public Estate identity(String id) {
        return and(new NodeFact.Identity(id, null, NodeFact.Status.ACTIVE, null));
    }

    public Estate credential(String id) {
        return credential(id, "opaque", null);
    }

    public Estate credential(String id, String type, @Nullable Long createdNs) {
        return and(
                new NodeFact.Credential(id, type, NodeFact.Lifetime.STATIC, NodeFact.Status.ACTIVE, createdNs, null));
    }

    public Estate location(String id, @Nullable String environment) {
        return and(new NodeFact.Location(id, environment, true, false));
    }

    public Estate consumer(String id, ConsumerType type) {
        return consumer(id, type, null, null);
    }

    public Estate consumer(String id, ConsumerType type, @Nullable String digest, @Nullable String block) {
        return and(new NodeFact.Consumer(id, type, "test", null, null, null, null, true, digest, block, null));
    }

    public Estate resource(String id, @Nullable String environment) {
        return and(new NodeFact.Resource(id, null, environment, null, null, null));
    }

    public Estate role(String id) {
        return and(new NodeFact.Resource(id, "aws_role", null, null, null, null));
    }

    public Estate edge(Edge.Kind kind, String from, String to) {
        return and(new Fact.Link(kind, from, to, null, null));
    }

    public Estate edge(Edge.Kind kind, String from, String to, String via, long sinceNs) {
        return and(new Fact.Link(kind, from, to, via, sinceNs));
    }

    public Estate owner(String subject, String owner, double score) {
        return and(new Fact.Ownership(subject, owner, score));
    }

    public Estate grant(String principal, String resource, Fact.Access access) {
        return and(new Fact.Grant(principal, null, resource, access, Fact.Verdict.YES));
    }

    public Estate use(String thing, @Nullable String consumer, long firstNs, long lastNs, long uses) {
        return and(new Fact.Use(thing, consumer, "eu", firstNs, lastNs, uses, false));
    }

    public Facts facts() {
        var graph = new Graph();
        graph.merge(Batches.of(facts.toArray(Fact[]::new)));
        return Facts.of(graph.evidence());
    }
}
