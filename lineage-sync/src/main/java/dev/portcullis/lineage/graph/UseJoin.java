package dev.portcullis.lineage.graph;

import dev.portcullis.lineage.connector.Evidence;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Joins uses, on exact ids only, with what other sources know: a log names the place a secret was read from
/// and the identity that read it, decisions ask for the credential in that place and the consumer that runs
/// as that identity.
///
/// With two live consumers behind one identity nobody can say which one it was, and a guess would lend one
/// the other's familiarity; such a use has no consumer, and neither has one of an identity that nobody runs
/// as.
final class UseJoin {
    private static final String RETIRED = "retired";

    private final Facts facts;
    private final Map<String, Set<String>> storedIn = new HashMap<>();
    private final Map<String, Set<String>> runningAs = new HashMap<>();
    private final Map<String, Set<String>> federatedTo = new HashMap<>();
    private final Set<String> ended = new HashSet<>();

    UseJoin(Facts facts) {
        this.facts = facts;
        for (Evidence evidence : facts.links()) {
            if (evidence.fact() instanceof Fact.Link link) {
                add(link);
            }
        }
        for (Fact.OpenFinding finding : facts.findings()) {
            if (finding.tombstone()) {
                ended.add(finding.subject());
            }
        }
    }

    private void add(Fact.Link link) {
        switch (link.edge()) {
            case STORED_IN -> {
                if (!RETIRED.equals(link.via())) {
                    put(storedIn, link.to(), link.from());
                }
            }
            case RUNS_AS -> put(runningAs, link.to(), link.from());
            case FEDERATES_TO -> put(federatedTo, link.to(), link.from());
            default -> {}
        }
    }

    private static void put(Map<String, Set<String>> table, String key, String value) {
        table.computeIfAbsent(key, of -> new TreeSet<>()).add(value);
    }

    /// Each use with its consumer, and again for every credential in the place it names.
    List<Evidence> join(List<Evidence> uses) {
        var joined = new ArrayList<Evidence>(uses.size());
        for (Evidence evidence : uses) {
            if (evidence.fact() instanceof Fact.Use use) {
                String consumer = use.consumer() == null ? null : consumer(use.consumer());
                joined.add(with(evidence, use, use.thing(), consumer));
                for (String credential : credentials(use.thing())) {
                    joined.add(with(evidence, use, credential, consumer));
                }
            }
        }
        return joined;
    }

    /// The usable credentials in a place; none when the thing is no place.
    private List<String> credentials(String thing) {
        if (!(facts.node(thing) instanceof NodeFact.Location)) {
            return List.of();
        }
        return storedIn.getOrDefault(thing, Set.of()).stream()
                .filter(each -> facts.node(each) instanceof NodeFact.Credential credential
                        && credential.status() == NodeFact.Status.ACTIVE)
                .toList();
    }

    private @Nullable String consumer(String id) {
        if (facts.node(id) instanceof NodeFact.Consumer) {
            return id;
        }
        var consumers = new TreeSet<>(running(id));
        for (String identity : federatedTo.getOrDefault(id, Set.of())) {
            consumers.addAll(running(identity));
        }
        return consumers.size() == 1 ? consumers.first() : null;
    }

    /// The live consumers that run as an identity.
    private List<String> running(String identity) {
        return runningAs.getOrDefault(identity, Set.of()).stream()
                .filter(each -> facts.node(each) instanceof NodeFact.Consumer && !ended.contains(each))
                .toList();
    }

    private static Evidence with(Evidence evidence, Fact.Use use, String thing, @Nullable String consumer) {
        var fact = new Fact.Use(
                thing, consumer, use.region(), use.firstUseNs(), use.lastUseNs(), use.uses(), use.flagged());
        return new Evidence(evidence.key(), evidence.observedNs(), evidence.reference(), fact);
    }
}
