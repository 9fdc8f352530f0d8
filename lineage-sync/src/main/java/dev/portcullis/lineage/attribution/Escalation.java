package dev.portcullis.lineage.attribution;

import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.lineage.graph.Facts;
import dev.portcullis.snapshot.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whom to tell about a person's or a group's things, in order. The chain of a person is the person, the lead
/// of their team, that lead's manager, and the security queue; a lead's own lead is their manager. Who is not
/// active is left out. When the person has left and nobody of these is active, their managers are climbed until
/// somebody is.
public final class Escalation {
    private final Map<String, NodeFact.OwnerFact> owners;
    private final @Nullable String queue;

    private Escalation(Map<String, NodeFact.OwnerFact> owners) {
        this.owners = owners;
        this.queue = queueOf(owners);
    }

    /// The chains of everybody known, by id.
    public static List<Node.Owner> derive(Facts facts) {
        var escalation = new Escalation(facts.owners());
        var chains = new ArrayList<Node.Owner>();
        for (NodeFact.OwnerFact owner : escalation.owners.values()) {
            chains.add(escalation.chain(owner));
        }
        return chains;
    }

    private Node.Owner chain(NodeFact.OwnerFact owner) {
        return switch (owner) {
            case NodeFact.Person person -> {
                List<String> rungs = rungs(person);
                String accountable = rungs.isEmpty() ? person.id() : rungs.getFirst();
                yield new Node.Owner(
                        person.id(), person.email(), person.active() ? "active" : "inactive", accountable, rungs);
            }
            case NodeFact.Group group -> {
                List<String> rungs = rungs(group);
                yield new Node.Owner(group.id(), group.email(), "active", rungs.getFirst(), rungs);
            }
        };
    }

    private List<String> rungs(NodeFact.Person person) {
        var line = new LinkedHashSet<String>();
        line.add(person.id());
        String lead = above(person.id());
        if (lead != null) {
            line.add(lead);
        }
        String leadsLead = above(lead);
        if (leadsLead != null) {
            line.add(leadsLead);
        }
        line.removeIf(rung -> !isActive(rung));
        var rungs = new ArrayList<>(line);
        if (rungs.isEmpty()) {
            String climbed = firstActiveAbove(person);
            if (climbed != null) {
                rungs.add(climbed);
            }
        }
        return withQueue(rungs);
    }

    /// A group answers through its lead; the security queue, and a group without a lead, for itself.
    private List<String> rungs(NodeFact.Group group) {
        NodeFact.Person lead = group.securityQueue() ? null : person(group.lead());
        List<String> rungs = lead == null ? List.of() : rungs(lead);
        if (!rungs.isEmpty()) {
            return rungs;
        }
        return withQueue(new ArrayList<>(List.of(group.id())));
    }

    private List<String> withQueue(List<String> rungs) {
        if (queue != null && !rungs.contains(queue)) {
            rungs.add(queue);
        }
        return rungs;
    }

    private @Nullable String firstActiveAbove(NodeFact.Person person) {
        Set<String> climbed = new LinkedHashSet<>();
        String next = person.manager();
        while (next != null && climbed.add(next)) {
            if (isActive(next)) {
                return next;
            }
            NodeFact.Person manager = person(next);
            next = manager == null ? null : manager.manager();
        }
        return null;
    }

    /// The next rung: the lead of the person's team, or the manager where there is no other lead.
    private @Nullable String above(@Nullable String id) {
        NodeFact.Person person = person(id);
        if (person == null) {
            return null;
        }
        NodeFact team = person.team() == null ? null : owners.get(person.team());
        String lead = team instanceof NodeFact.Group group ? group.lead() : null;
        return lead == null || lead.equals(id) ? person.manager() : lead;
    }

    private NodeFact.@Nullable Person person(@Nullable String id) {
        return id != null && owners.get(id) instanceof NodeFact.Person person ? person : null;
    }

    private boolean isActive(String id) {
        NodeFact.Person person = person(id);
        return person != null && person.active();
    }

    private static @Nullable String queueOf(Map<String, NodeFact.OwnerFact> owners) {
        for (NodeFact.OwnerFact owner : owners.values()) {
            if (owner instanceof NodeFact.Group group && group.securityQueue()) {
                return group.id();
            }
        }
        return null;
    }
}
