package dev.portcullis.pdp.facts;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.ReachSet;
import dev.portcullis.snapshot.Resources;
import dev.portcullis.snapshot.Snapshot;
import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a thing reaches: how much there is of each class, and the most sensitive sinks by name.
///
/* A snapshot stores equal sets once, so the block of a set is kept: a set of ten thousand sinks would otherwise be
 * sorted for every request.
 */
final class ReachBlock {
    /// Sinks named in one block.
    static final int MAX_SINKS = 64;

    private static final RegoObject NOTHING = block(0, RegoObject.empty(), RegoArray.empty());

    private final Snapshot snapshot;
    private final BlockCache cache = new BlockCache();

    ReachBlock(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /// Null when the target is unknown or nothing is known of its reach. Listing names opens nothing by itself.
    ///
    /// @param consumer in whose hands; [Snapshot#NONE] for anyone's
    @Nullable
    RegoObject of(Target target, int consumer) {
        return switch (target) {
            case Target.Unknown _ -> null;
            case Target.Row row -> row.hasThing() ? of(row.thing(), consumer) : null;
            case Target.Prefix _ -> NOTHING;
        };
    }

    @Nullable
    RegoObject of(int thing, int consumer) {
        ReachSet set = snapshot.reach(thing, consumer);
        return set == null ? null : cache.get(set.id(), () -> build(set));
    }

    private RegoObject build(ReachSet set) {
        Sink[] sinks = new Sink[set.size()];
        TreeMap<String, Integer> classes = new TreeMap<>();
        for (int i = 0; i < sinks.length; i++) {
            sinks[i] = sink(set, i);
            String dataClass = sinks[i].dataClass();
            if (dataClass != null) {
                classes.merge(dataClass, 1, Integer::sum);
            }
        }
        Arrays.sort(sinks, Sink.MOST_SENSITIVE_FIRST);
        RegoValue[] named = new RegoValue[Math.min(sinks.length, MAX_SINKS)];
        Arrays.setAll(named, i -> sinks[i].value());
        RegoObject.Builder byClass = RegoObject.builder();
        classes.forEach((dataClass, count) -> byClass.put(dataClass, RegoNumber.of(count)));
        return block(sinks.length, byClass.build(), RegoArray.of(named));
    }

    private Sink sink(ReachSet set, int index) {
        Resources resources = snapshot.resources();
        int resource = set.resource(index);
        return new Sink(
                RegoString.of(resources.id(resource)),
                resources.type(resource),
                resources.environment(resource),
                resources.dataClass(resource),
                snapshot.string(set.access(index)),
                snapshot.string(set.verdict(index)));
    }

    private static RegoObject block(int total, RegoObject byClass, RegoArray sinks) {
        return new Entries()
                .put(Names.TOTAL, total)
                .put(Names.TRUNCATED, total > sinks.size())
                .put(Names.BY_CLASS, byClass)
                .put(Names.SINKS, sinks)
                .build();
    }

    /// One sink and its place in the order: by class, what is not classified coming right after what is
    /// confidential; then production, then what is not known, then the rest; then certain before conditional;
    /// then by id and access.
    private record Sink(
            RegoString id,
            String type,
            @Nullable String environment,
            @Nullable String dataClass,
            String access,
            String verdict) {
        static final Comparator<Sink> MOST_SENSITIVE_FIRST = Comparator.comparingInt(Sink::classRank)
                .thenComparingInt(Sink::environmentRank)
                .thenComparingInt(Sink::verdictRank)
                .thenComparing(Sink::id)
                .thenComparing(Sink::access);

        RegoObject value() {
            return new Entries()
                    .put(Names.ID, id)
                    .put(Names.TYPE, type)
                    .put(Names.ENVIRONMENT, environment)
                    .put(Names.DATA_CLASS, dataClass)
                    .put(Names.ACCESS, access)
                    .put(Names.VERDICT, verdict)
                    .build();
        }

        private int classRank() {
            return switch (dataClass) {
                case "pii" -> 0;
                case "financial" -> 1;
                case "confidential" -> 2;
                case "internal" -> 4;
                case "public" -> 5;
                case "synthetic" -> 6;
                case null, default -> 3;
            };
        }

        private int environmentRank() {
            return switch (environment) {
                case "production" -> 0;
                case null -> 1;
                default -> 2;
            };
        }

        private int verdictRank() {
            return verdict.equals("yes") ? 0 : 1;
        }
    }
}
