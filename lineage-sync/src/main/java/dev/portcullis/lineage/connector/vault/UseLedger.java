package dev.portcullis.lineage.connector.vault;

import dev.portcullis.lineage.connector.Evidence;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.snapshot.Edge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Adds up what the lines of an audit log say: who used what, from when until when, how often; and who stands
/// behind an entity. It only grows, with pairs and not with lines, and the order of the lines plays no part.
final class UseLedger {
    private final String source;
    private final Map<Pair, Tally> uses = new HashMap<>();
    private final Map<Alias, Tally> aliases = new HashMap<>();
    private final Set<Pair> changedUses = new LinkedHashSet<>();
    private final Set<Alias> changedAliases = new LinkedHashSet<>();

    UseLedger(String source) {
        this.source = source;
    }

    private record Pair(String thing, @Nullable String consumer, boolean denied) {}

    private record Alias(String identity, String entity) {}

    /// @param reference where the last one is
    private record Tally(long firstNs, long lastNs, long count, String reference) {
        Tally plus(Tally other) {
            boolean later = lastNs != other.lastNs ? lastNs > other.lastNs : reference.compareTo(other.reference) >= 0;
            return new Tally(
                    Math.min(firstNs, other.firstNs),
                    Math.max(lastNs, other.lastNs),
                    count + other.count,
                    later ? reference : other.reference);
        }
    }

    /// @param consumer an identity; null when nobody can say whose token it was
    void use(String thing, @Nullable String consumer, boolean denied, long atNs, String reference) {
        var pair = new Pair(thing, consumer, denied);
        uses.merge(pair, new Tally(atNs, atNs, 1, reference), Tally::plus);
        changedUses.add(pair);
    }

    /// Somebody logged in, and Vault took them for that entity.
    void alias(String identity, String entity, long atNs, String reference) {
        var alias = new Alias(identity, entity);
        aliases.merge(alias, new Tally(atNs, atNs, 1, reference), Tally::plus);
        changedAliases.add(alias);
    }

    /// What was added to since this was asked last, by key; each piece with everything it adds up to.
    List<Evidence> takeChanged() {
        var evidence = new HashMap<Evidence.Key, Evidence>();
        for (Pair pair : changedUses) {
            Tally tally = tally(uses, pair);
            add(
                    evidence,
                    tally,
                    new Fact.Use(
                            pair.thing(),
                            pair.consumer(),
                            null,
                            tally.firstNs(),
                            tally.lastNs(),
                            tally.count(),
                            pair.denied()));
        }
        for (Alias alias : changedAliases) {
            Tally tally = tally(aliases, alias);
            add(evidence, tally, new NodeFact.Identity(alias.entity(), null, NodeFact.Status.ACTIVE, null));
            add(
                    evidence,
                    tally,
                    new Fact.Link(Edge.Kind.FEDERATES_TO, alias.identity(), alias.entity(), null, tally.firstNs()));
        }
        changedUses.clear();
        changedAliases.clear();
        var sorted = new ArrayList<>(evidence.values());
        sorted.sort(Comparator.comparing(Evidence::key));
        return sorted;
    }

    private void add(Map<Evidence.Key, Evidence> evidence, Tally tally, Fact fact) {
        var key = new Evidence.Key(source, fact.naturalKey(), fact.kind());
        evidence.merge(key, new Evidence(key, tally.lastNs(), tally.reference(), fact), Evidence::newer);
    }

    private static <K> Tally tally(Map<K, Tally> tallies, K key) {
        Tally tally = tallies.get(key);
        if (tally == null) {
            throw new AssertionError("BUG: something changed that was never there");
        }
        return tally;
    }
}
