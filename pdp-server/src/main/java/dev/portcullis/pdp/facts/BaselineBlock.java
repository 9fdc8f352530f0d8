package dev.portcullis.pdp.facts;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.BaselineTuple.Level;
import dev.portcullis.snapshot.Consumers;
import dev.portcullis.snapshot.IntList;
import dev.portcullis.snapshot.Snapshot;
import dev.portcullis.snapshot.UsageColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How familiar the pair of thing asked for and consumer is, and how the thing is used otherwise. Without a consumer
/// there is no pair, hence no level.
final class BaselineBlock {
    private static final RegoString NEVER = RegoString.of("never");

    private final Snapshot snapshot;
    private final OwnerBlock owners;

    BaselineBlock(Snapshot snapshot, OwnerBlock owners) {
        this.snapshot = snapshot;
        this.owners = owners;
    }

    /// Null when the target is unknown.
    ///
    /// @param consumer [Snapshot#NONE] when unknown
    @Nullable
    RegoObject of(Target target, int consumer, long nowNs) {
        return switch (target) {
            case Target.Unknown _ -> null;
            case Target.Row row -> of(List.of(row), consumer, nowNs, true);
            case Target.Prefix prefix -> of(prefix.rows(), consumer, nowNs, prefix.complete());
        };
    }

    private RegoObject of(List<Target.Row> rows, int consumer, long nowNs, boolean complete) {
        Entries entries = new Entries();
        if (consumer != Snapshot.NONE) {
            entries.put(Names.LEVEL, text(best(rows, consumer, nowNs)));
        }
        boolean ownWindow = isLearning(consumer, nowNs);
        putUsage(entries, rows, complete && !ownWindow);
        if (ownWindow) {
            entries.put(Names.LEARNING, true);
        }
        return entries.build();
    }

    /// The closest level of any row; null for never.
    private @Nullable Level best(List<Target.Row> rows, int consumer, long nowNs) {
        Level best = null;
        for (Target.Row row : rows) {
            Level level = level(thingId(row), consumer, nowNs);
            if (level != null && (best == null || level.compareTo(best) < 0)) {
                best = level;
            }
            if (best == Level.EXACT) {
                return best;
            }
        }
        return best;
    }

    private @Nullable Level level(String thing, int consumer, long nowNs) {
        Consumers consumers = snapshot.consumers();
        if (seen(Level.EXACT, thing, consumers.id(consumer), nowNs)) {
            return Level.EXACT;
        }
        if (seen(Level.SIBLING, thing, consumers.siblingKey(consumer), nowNs)) {
            return Level.SIBLING;
        }
        String type = consumers.type(consumer);
        String owner = owners.id(consumer);
        ConsumerGroup group = ConsumerGroup.of(type);
        if (owner != null && group != null && seen(Level.OWNER, thing, owner + "|" + group.word(), nowNs)) {
            return Level.OWNER;
        }
        return seen(Level.TYPE, thing, type, nowNs) ? Level.TYPE : null;
    }

    private boolean seen(Level level, String thing, @Nullable String key, long nowNs) {
        return key != null && snapshot.baseline(level, thing, key, nowNs) != Snapshot.ABSENT_NS;
    }

    private String thingId(Target.Row row) {
        return snapshot.id(row.hasThing() ? row.thing() : row.node());
    }

    /// A consumer's own learning window, such as the day after a new model version.
    private boolean isLearning(int consumer, long nowNs) {
        if (consumer == Snapshot.NONE) {
            return false;
        }
        long until = snapshot.consumers().learningUntilNs(consumer);
        return until != Snapshot.ABSENT_NS && nowNs < until;
    }

    /// Of several things: the most consumers any of them saw, the last use of any, all regions; learning only while
    /// every one of them is.
    private void putUsage(Entries entries, List<Target.Row> rows, boolean withLearning) {
        int known = 0;
        int consumersSeen = 0;
        long lastSeen = Snapshot.ABSENT_NS;
        boolean learning = true;
        Set<RegoString> regions = new TreeSet<>();
        for (Target.Row row : rows) {
            UsageColumns usage = usage(row.thing());
            if (usage != null && usage.known(row.thing())) {
                known++;
                consumersSeen = Math.max(consumersSeen, usage.consumersSeen(row.thing()));
                lastSeen = later(lastSeen, usage.lastSeenNs(row.thing()));
                learning &= usage.learning(row.thing());
                addRegions(usage.usualRegions(row.thing()), regions);
            }
        }
        if (known == 0) {
            return;
        }
        List<RegoValue> sorted = new ArrayList<>(regions);
        entries.put(Names.CONSUMERS_SEEN, consumersSeen)
                .putTime(Names.LAST_SEEN_NS, lastSeen)
                .put(Names.USUAL_REGIONS, RegoArray.copyOf(sorted));
        if (withLearning) {
            entries.put(Names.LEARNING, learning && known == rows.size());
        }
    }

    private void addRegions(IntList strings, Set<RegoString> regions) {
        for (int i = 0; i < strings.size(); i++) {
            regions.add(RegoString.of(snapshot.string(strings.get(i))));
        }
    }

    private static long later(long a, long b) {
        if (a == Snapshot.ABSENT_NS || b == Snapshot.ABSENT_NS) {
            return a == Snapshot.ABSENT_NS ? b : a;
        }
        return Math.max(a, b);
    }

    private @Nullable UsageColumns usage(int thing) {
        if (thing == Snapshot.NONE) {
            return null;
        }
        return switch (snapshot.kind(thing)) {
            case CREDENTIAL -> snapshot.credentials().usage();
            case RESOURCE -> snapshot.resources().usage();
            case IDENTITY, STORAGE_LOCATION, CONSUMER, OWNER, SYSTEM -> null;
        };
    }

    private static RegoString text(@Nullable Level level) {
        return level == null ? NEVER : RegoString.of(level.name().toLowerCase(Locale.ROOT));
    }
}
