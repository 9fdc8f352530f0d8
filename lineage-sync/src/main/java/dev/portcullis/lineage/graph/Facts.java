package dev.portcullis.lineage.graph;

import dev.portcullis.lineage.connector.Evidence;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the evidence of all sources says, once per thing: the starting point of every derivation. Immutable.
///
/// Where sources contradict each other about one node, the newer evidence wins as a whole. Node ids are unique
/// over all kinds but people and groups, so an id that two sources use for different kinds is such a
/// contradiction too.
public final class Facts {
    private final Map<String, Evidence> nodes = new HashMap<>();
    private final Map<String, Evidence> owners = new HashMap<>();
    private final Map<String, Evidence> ownerships = new HashMap<>();
    private final List<Evidence> links = new ArrayList<>();
    private final List<Fact.Grant> grants = new ArrayList<>();
    private final List<Evidence> uses = new ArrayList<>();
    private final List<Fact.Expectation> expectations = new ArrayList<>();
    private final List<Fact.OpenFinding> findings = new ArrayList<>();
    private final TreeSet<String> contradictions = new TreeSet<>();

    private Facts() {}

    /// Sorts evidence into facts. The order of the evidence plays no part in the facts; lists keep it.
    public static Facts of(Collection<Evidence> evidence) {
        var facts = new Facts();
        for (Evidence item : evidence) {
            facts.add(item);
        }
        List<Evidence> joined = new UseJoin(facts).join(facts.uses);
        facts.uses.clear();
        facts.uses.addAll(joined);
        return facts;
    }

    private void add(Evidence item) {
        switch (item.fact()) {
            case NodeFact.OwnerFact owner -> put(owners, owner.id(), item);
            case NodeFact node -> put(nodes, node.id(), item);
            case Fact.Ownership ownership -> ownerships.merge(ownership.subject(), item, Evidence::newer);
            case Fact.Link _ -> links.add(item);
            case Fact.Grant grant -> grants.add(grant);
            case Fact.Use _ -> uses.add(item);
            case Fact.Expectation expectation -> expectations.add(expectation);
            case Fact.OpenFinding finding -> findings.add(finding);
        }
    }

    private void put(Map<String, Evidence> table, String id, Evidence item) {
        Evidence other = table.get(id);
        if (other == null) {
            table.put(id, item);
            return;
        }
        table.put(id, other.newer(item));
        if (other.fact().kind() != item.fact().kind()) {
            contradictions.add(id);
        }
    }

    /// A resource and all that it lies in, the innermost first.
    public Set<String> withParents(String resource) {
        var line = new LinkedHashSet<String>();
        String next = resource;
        while (next != null && line.add(next)) {
            next = node(next) instanceof NodeFact.Resource row ? row.parent() : null;
        }
        return line;
    }

    /// All nodes of one kind by id; `kind` is not a person or group.
    public <T extends NodeFact> SortedMap<String, T> nodes(Class<T> kind) {
        var found = new TreeMap<String, T>();
        for (Map.Entry<String, Evidence> node : nodes.entrySet()) {
            if (kind.isInstance(node.getValue().fact())) {
                found.put(node.getKey(), kind.cast(node.getValue().fact()));
            }
        }
        return found;
    }

    /// The node of an id, people and groups aside; null when there is none.
    public @Nullable NodeFact node(String id) {
        Evidence evidence = nodes.get(id);
        return evidence != null && evidence.fact() instanceof NodeFact node ? node : null;
    }

    /// When the newest of what is said of a node was seen, nanoseconds since 1970; 0 for what nobody described.
    public long observedNs(String id) {
        Evidence evidence = nodes.get(id);
        return evidence == null ? 0 : evidence.observedNs();
    }

    /// The person or group of an id; null when there is none.
    public NodeFact.@Nullable OwnerFact owner(String id) {
        Evidence evidence = owners.get(id);
        return evidence != null && evidence.fact() instanceof NodeFact.OwnerFact owner ? owner : null;
    }

    /// All people and groups by id.
    public SortedMap<String, NodeFact.OwnerFact> owners() {
        var found = new TreeMap<String, NodeFact.OwnerFact>();
        owners.forEach((id, evidence) -> {
            if (evidence.fact() instanceof NodeFact.OwnerFact owner) {
                found.put(id, owner);
            }
        });
        return found;
    }

    /// Evidence of people and groups, for the reasons of what follows from them.
    Collection<Evidence> ownerEvidence() {
        return Collections.unmodifiableCollection(owners.values());
    }

    /// Who is said to own a thing; null when nobody says.
    public Fact.@Nullable Ownership ownership(String subject) {
        Evidence evidence = ownerships.get(subject);
        return evidence != null && evidence.fact() instanceof Fact.Ownership ownership ? ownership : null;
    }

    List<Evidence> links() {
        return Collections.unmodifiableList(links);
    }

    List<Evidence> useEvidence() {
        return Collections.unmodifiableList(uses);
    }

    public List<Fact.Grant> grants() {
        return Collections.unmodifiableList(grants);
    }

    /// All uses, flagged ones included, joined with where things lie and who runs as whom ([UseJoin]).
    public List<Fact.Use> uses() {
        var found = new ArrayList<Fact.Use>(uses.size());
        for (Evidence evidence : uses) {
            if (evidence.fact() instanceof Fact.Use use) {
                found.add(use);
            }
        }
        return found;
    }

    public List<Fact.Expectation> expectations() {
        return Collections.unmodifiableList(expectations);
    }

    public List<Fact.OpenFinding> findings() {
        return Collections.unmodifiableList(findings);
    }

    /// Ids that sources use for different kinds of things; the newer evidence won.
    public List<String> contradictions() {
        return List.copyOf(contradictions);
    }
}
