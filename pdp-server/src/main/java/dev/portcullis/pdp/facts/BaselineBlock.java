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
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How familiar the pair of thing asked for and consumer is, and how the thing is used otherwise. Without a consumer
/// there is no pair, hence no level.
final class BaselineBlock {
    private static final RegoString NEVER = RegoString.of("never");
    private static final Map<Level, RegoString> WORDS = words();

    private final Snapshot snapshot;
    private final OwnerBlock owners;
    private final TimedBlocks pairs = new TimedBlocks();

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
            case Target.Row row ->
                pairs.get(
                        ((long) row.node() << Integer.SIZE) | (consumer & 0xFFFF_FFFFL),
                        nowNs,
                        () -> of(List.of(row), consumer, nowNs, true));
            case Target.Prefix prefix ->
                of(prefix.rows(), consumer, nowNs, prefix.complete()).block();
        };
    }

    private TimedBlocks.Timed of(List<Target.Row> rows, int consumer, long nowNs, boolean complete) {
        Entries entries = new Entries();
        Familiarity familiarity = Familiarity.NONE;
        if (consumer != Snapshot.NONE) {
            familiarity = closest(rows, consumer, nowNs);
            entries.put(Names.LEVEL, WORDS.getOrDefault(familiarity.level, NEVER));
        }
        long learningUntilNs = learningUntilNs(consumer, nowNs);
        boolean ownWindow = learningUntilNs != Snapshot.ABSENT_NS;
        putUsage(entries, rows, complete && !ownWindow);
        if (ownWindow) {
            entries.put(Names.LEARNING, true);
        }
        long untilNs = ownWindow ? Math.min(learningUntilNs, familiarity.untilNs) : familiarity.untilNs;
        return new TimedBlocks.Timed(nowNs, untilNs, entries.build());
    }

    /// How closely a use resembles what was seen, and until when: uses expire, and none comes up in a snapshot.
    ///
    /// @param level null for never
    private record Familiarity(@Nullable Level level, long untilNs) {
        static final Familiarity NONE = new Familiarity(null, Long.MAX_VALUE);

        boolean closerThan(Familiarity other) {
            return level != null && (other.level == null || level.compareTo(other.level) < 0);
        }
    }

    /// That of the row which is closest.
    private Familiarity closest(List<Target.Row> rows, int consumer, long nowNs) {
        Familiarity closest = Familiarity.NONE;
        for (Target.Row row : rows) {
            Familiarity familiarity = familiarity(thingId(row), consumer, nowNs);
            if (familiarity.closerThan(closest)) {
                closest = familiarity;
            }
            if (closest.level == Level.EXACT) {
                return closest;
            }
        }
        return closest;
    }

    private Familiarity familiarity(String thing, int consumer, long nowNs) {
        Consumers consumers = snapshot.consumers();
        String type = consumers.type(consumer);
        String owner = owners.id(consumer);
        ConsumerGroup group = ConsumerGroup.of(type);
        for (Level level : Level.values()) {
            String key = switch (level) {
                case EXACT -> consumers.id(consumer);
                case SIBLING -> consumers.siblingKey(consumer);
                case OWNER -> owner == null || group == null ? null : owner + "|" + group.word();
                case TYPE -> type;
            };
            long untilNs = key == null ? Snapshot.ABSENT_NS : snapshot.baselineUntilNs(level, thing, key);
            if (nowNs < untilNs) {
                return new Familiarity(level, untilNs);
            }
        }
        return Familiarity.NONE;
    }

    private String thingId(Target.Row row) {
        return snapshot.id(row.hasThing() ? row.thing() : row.node());
    }

    /// The end of a consumer's own learning window, such as the day after a new model version;
    /// [Snapshot#ABSENT_NS] when there is none now.
    private long learningUntilNs(int consumer, long nowNs) {
        long until = consumer == Snapshot.NONE
                ? Snapshot.ABSENT_NS
                : snapshot.consumers().learningUntilNs(consumer);
        return nowNs < until ? until : Snapshot.ABSENT_NS;
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

    private static Map<Level, RegoString> words() {
        Map<Level, RegoString> words = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            words.put(level, RegoString.of(level.name().toLowerCase(Locale.ROOT)));
        }
        return words;
    }
}
