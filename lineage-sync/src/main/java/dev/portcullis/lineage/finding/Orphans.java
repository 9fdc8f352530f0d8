package dev.portcullis.lineage.finding;

import dev.portcullis.lineage.attribution.Attribution;
import dev.portcullis.lineage.connector.ConsumerType;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.lineage.connector.Word;
import dev.portcullis.lineage.graph.Facts;
import dev.portcullis.lineage.reach.ConsumerReach;
import dev.portcullis.snapshot.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Things that nobody answers for: nobody ever did, or who did has left.
final class Orphans {
    private static final String PRODUCTION = "production";
    private static final String LEFT = "owner_departed";

    private final Facts facts;
    private final ConsumerReach reach;
    private final Map<String, TreeSet<String>> ownedByDigest = new TreeMap<>();
    private final Map<String, Long> leftNs = new TreeMap<>();
    private final List<Finding> found = new ArrayList<>();

    private Orphans(Facts facts, ConsumerReach reach) {
        this.facts = facts;
        this.reach = reach;
        for (NodeFact.Consumer consumer : facts.nodes(NodeFact.Consumer.class).values()) {
            if (consumer.codeDigest() != null && isOwned(consumer.id())) {
                ownedByDigest
                        .computeIfAbsent(consumer.codeDigest(), digest -> new TreeSet<>())
                        .add(consumer.id());
            }
        }
        for (Fact.OpenFinding finding : facts.findings()) {
            if (finding.tombstone() && finding.code().equals(LEFT)) {
                leftNs.merge(finding.subject(), finding.sinceNs(), Math::min);
            }
        }
    }

    /// `unowned_clone`, `reach_exceeds_policy` or `consumer_unowned` on consumers, and `leaver_orphan` on what
    /// people who left have left behind.
    static List<Finding> find(Facts facts, ConsumerReach reach) {
        Orphans orphans = new Orphans(facts, reach);
        for (NodeFact.Consumer consumer : facts.nodes(NodeFact.Consumer.class).values()) {
            List<String> originals = orphans.originals(consumer);
            if (originals.isEmpty()) {
                orphans.consumerUnowned(consumer);
            } else {
                orphans.unownedClone(consumer);
                orphans.reachExceedsPolicy(consumer, originals);
            }
        }
        facts.nodes(NodeFact.class).values().forEach(orphans::leaverOrphan);
        return orphans.found;
    }

    /// The owned consumers whose code a consumer without any owner signal runs: an owner, or being declared in the
    /// same place as one of them, is such a signal.
    private List<String> originals(NodeFact.Consumer consumer) {
        if (consumer.codeDigest() == null || owner(consumer.id()) != null) {
            return List.of();
        }
        List<String> originals = List.copyOf(ownedByDigest.getOrDefault(consumer.codeDigest(), new TreeSet<>()));
        return originals.stream().anyMatch(original -> isInTheBlockOf(consumer, original)) ? List.of() : originals;
    }

    private boolean isInTheBlockOf(NodeFact.Consumer consumer, String original) {
        return consumer.iacBlock() != null
                && facts.node(original) instanceof NodeFact.Consumer other
                && Objects.equals(consumer.iacBlock(), other.iacBlock());
    }

    /// Same code as an owned consumer, different id, no owner signal of its own; since it was first seen.
    private void unownedClone(NodeFact.Consumer consumer) {
        add(consumer.id(), "unowned_clone", sinceNs(consumer));
    }

    /// More than the originals that a clone was copied from reach; since the clone was first seen.
    private void reachExceedsPolicy(NodeFact.Consumer clone, List<String> originals) {
        if (reach.exceeds(clone.id(), originals)) {
            add(clone.id(), "reach_exceeds_policy", sinceNs(clone));
        }
    }

    /// In production, and nobody who is sure enough owns it; since it was first seen.
    private void consumerUnowned(NodeFact.Consumer consumer) {
        if (PRODUCTION.equals(consumer.environment()) && !isOwned(consumer.id())) {
            add(consumer.id(), "consumer_unowned", sinceNs(consumer));
        }
    }

    /// A source names as owner somebody who has left, and nobody has accepted what they left behind: credentials,
    /// identities, roles, and agents, which are nobody else's; since they left.
    private void leaverOrphan(NodeFact thing) {
        String owner = owner(thing.id());
        Long since = owner == null ? null : leftNs.get(owner);
        if (since != null && isPersonal(thing)) {
            add(thing.id(), "leaver_orphan", since);
        }
    }

    private static boolean isPersonal(NodeFact thing) {
        return switch (thing) {
            case NodeFact.Credential _, NodeFact.Identity _ -> true;
            case NodeFact.Resource resource -> resource.requestType() != null;
            case NodeFact.Consumer consumer -> consumer.type().group() == ConsumerType.Group.AGENT;
            case NodeFact.Location _, NodeFact.SystemInstance _, NodeFact.OwnerFact _ -> false;
        };
    }

    private boolean isOwned(String consumer) {
        Fact.Ownership ownership = facts.ownership(consumer);
        return owner(consumer) != null && ownership != null && ownership.score() >= Attribution.MIN_SCORE;
    }

    /// Whom a source names and a source of people knows; null when nobody does.
    private @Nullable String owner(String thing) {
        Fact.Ownership ownership = facts.ownership(thing);
        return ownership == null || facts.owner(ownership.owner()) == null ? null : ownership.owner();
    }

    private long sinceNs(NodeFact.Consumer consumer) {
        Long firstSeenNs = consumer.firstSeenNs();
        return firstSeenNs == null ? facts.observedNs(consumer.id()) : firstSeenNs;
    }

    private void add(String subject, String code, long sinceNs) {
        found.add(new Finding(subject, code, Word.of(Fact.Severity.HIGH), sinceNs, false));
    }
}
