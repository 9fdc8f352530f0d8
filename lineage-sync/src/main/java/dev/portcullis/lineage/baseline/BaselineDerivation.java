package dev.portcullis.lineage.baseline;

import dev.portcullis.lineage.attribution.Attribution;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.lineage.graph.Facts;
import dev.portcullis.snapshot.BaselineTuple;
import dev.portcullis.snapshot.BaselineTuple.Level;
import dev.portcullis.snapshot.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which pairs of thing and consumer are familiar, and how closely. A use counts for 90 days; an expectation
/// counts as an exact use until it ends. Flagged uses, and uses whose consumer nobody could name, teach
/// nothing.
public final class BaselineDerivation {
    /// How long a use stays familiar, nanoseconds.
    public static final long WINDOW_NS = Duration.ofDays(90).toNanos();

    private final Facts facts;
    private final Attribution attribution;
    private final Siblings siblings;
    private final long nowNs;
    private final Map<Key, BaselineTuple> tuples = new TreeMap<>(Key.ORDER);

    private BaselineDerivation(Facts facts, Attribution attribution, Siblings siblings, long nowNs) {
        this.facts = facts;
        this.attribution = attribution;
        this.siblings = siblings;
        this.nowNs = nowNs;
    }

    private record Key(Level level, String thing, String key) {
        static final Comparator<Key> ORDER =
                Comparator.comparing(Key::level).thenComparing(Key::thing).thenComparing(Key::key);
    }

    /// The tuples that count at a time, each once, by level, thing and key.
    public static List<BaselineTuple> derive(Facts facts, Attribution attribution, Siblings siblings, long nowNs) {
        var derivation = new BaselineDerivation(facts, attribution, siblings, nowNs);
        facts.uses().forEach(derivation::learn);
        facts.expectations().forEach(derivation::expect);
        return List.copyOf(derivation.tuples.values());
    }

    /// Whether a use says something about what is normal at a time.
    private static boolean teaches(Facts facts, Fact.Use use, long nowNs) {
        return use.consumer() != null && counts(facts, use, nowNs);
    }

    /// Whether a use is one of this thing at a time, by whomever. What began before the thing came to be was the use
    /// of another thing of that name.
    private static boolean counts(Facts facts, Fact.Use use, long nowNs) {
        return !use.flagged()
                && use.lastUseNs() + WINDOW_NS > nowNs
                && use.firstUseNs() >= createdNs(facts.node(use.thing()));
    }

    private static long createdNs(@Nullable NodeFact thing) {
        Long createdNs = switch (thing) {
            case NodeFact.Credential credential -> credential.createdNs();
            case NodeFact.Resource resource -> resource.createdNs();
            case null, default -> null;
        };
        return createdNs == null ? Long.MIN_VALUE : createdNs;
    }

    private void learn(Fact.Use use) {
        if (!teaches(facts, use, nowNs)
                || !(facts.node(String.valueOf(use.consumer())) instanceof NodeFact.Consumer consumer)) {
            return;
        }
        long until = use.lastUseNs() + WINDOW_NS;
        add(Level.EXACT, use.thing(), consumer.id(), use.lastUseNs(), until);
        for (String key : siblings.keysNextTo(consumer.id())) {
            add(Level.SIBLING, use.thing(), key, use.lastUseNs(), until);
        }
        Node.Ownership ownership = attribution.ownership(consumer);
        if (ownership != null && ownership.owner() != null && ownership.score() >= Attribution.MIN_SCORE) {
            String key = ownership.owner() + "|" + consumer.type().group().word();
            add(Level.OWNER, use.thing(), key, use.lastUseNs(), until);
        }
        add(Level.TYPE, use.thing(), consumer.type().word(), use.lastUseNs(), until);
    }

    /// An expectation makes one pair familiar and no other; it was not a use, so it has no last one (0).
    private void expect(Fact.Expectation expectation) {
        if (expectation.untilNs() > nowNs) {
            add(Level.EXACT, expectation.thing(), expectation.subject(), 0, expectation.untilNs());
        }
    }

    private void add(Level level, String thing, String key, long lastSeenNs, long untilNs) {
        tuples.merge(
                new Key(level, thing, key),
                new BaselineTuple(level, thing, key, lastSeenNs, untilNs),
                (a, b) -> new BaselineTuple(
                        level,
                        thing,
                        key,
                        Math.max(a.lastSeenNs(), b.lastSeenNs()),
                        Math.max(a.validUntilNs(), b.validUntilNs())));
    }

    /// Uses that count, by thing, also those whose consumer nobody could name.
    static Map<String, List<Fact.Use>> countingByThing(Facts facts, long nowNs) {
        var byThing = new HashMap<String, List<Fact.Use>>();
        for (Fact.Use use : facts.uses()) {
            if (counts(facts, use, nowNs)) {
                byThing.computeIfAbsent(use.thing(), thing -> new ArrayList<>()).add(use);
            }
        }
        return byThing;
    }
}
