package dev.portcullis.lineage.baseline;

import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.lineage.graph.Facts;
import dev.portcullis.snapshot.Node;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How each thing that can be asked for is used, over all its consumers, in the last 90 days. A use whose consumer
/// nobody could name makes nobody and no region familiar; but it is a use, and so it ends the time in which novelty
/// means nothing. Otherwise a thing of which no use can be resolved would never be novel to anybody.
public final class UsageDerivation {
    /// How long a thing is too young for novelty to mean anything, nanoseconds.
    private static final long LEARNING_NS = Duration.ofDays(14).toNanos();

    /// How many uses make a pattern.
    private static final long LEARNING_USES = 20;

    /// How long an agent may behave anew after its model version changed, nanoseconds.
    private static final long MODEL_CHANGE_NS = Duration.ofHours(24).toNanos();

    private final Map<String, List<Fact.Use>> uses;
    private final long nowNs;

    private UsageDerivation(Map<String, List<Fact.Use>> uses, long nowNs) {
        this.uses = uses;
        this.nowNs = nowNs;
    }

    public static UsageDerivation of(Facts facts, long nowNs) {
        return new UsageDerivation(BaselineDerivation.countingByThing(facts, nowNs), nowNs);
    }

    /// The use of a thing; one that nobody used has no consumers, no regions and no last use, and is learning.
    ///
    /// @param createdNs when the thing came to be; null when only its uses tell how old it is
    public Node.Usage usage(String thing, @Nullable Long createdNs) {
        var consumers = new HashSet<String>();
        var regions = new TreeSet<String>();
        Long lastNs = null;
        Long bornNs = createdNs;
        long count = 0;
        for (Fact.Use use : uses.getOrDefault(thing, List.of())) {
            bornNs = bornNs == null ? use.firstUseNs() : Math.min(bornNs, use.firstUseNs());
            count += use.uses();
            if (use.consumer() == null) {
                continue;
            }
            consumers.add(use.consumer());
            if (use.region() != null) {
                regions.add(use.region());
            }
            lastNs = lastNs == null ? use.lastUseNs() : Math.max(lastNs, use.lastUseNs());
        }
        boolean old = bornNs != null && nowNs - bornNs >= LEARNING_NS;
        return new Node.Usage(consumers.size(), lastNs, List.copyOf(regions), !old || count < LEARNING_USES);
    }

    /// Until when a consumer is learning by itself; null when it is not.
    public @Nullable Long learningUntilNs(NodeFact.Consumer consumer) {
        Long changedNs = consumer.modelChangedNs();
        return changedNs == null || changedNs + MODEL_CHANGE_NS <= nowNs ? null : changedNs + MODEL_CHANGE_NS;
    }
}
