package dev.portcullis.pdp.decision;

import dev.portcullis.rego.eval.Environment;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The world as one decision sees it: one time, and randomness that follows from the decision's id, so that a
/// record
/// with its id and time replays to the same answer. Used by one evaluation, hence by one thread.
public final class EnvironmentAt implements Environment {
    private final long timeNs;
    private final UUID decisionId;
    private @Nullable RandomGenerator random;

    /// @param timeNs the time of the request, nanoseconds since 1970
    public EnvironmentAt(long timeNs, UUID decisionId) {
        this.timeNs = timeNs;
        this.decisionId = decisionId;
    }

    @Override
    public long nowNs() {
        return timeNs;
    }

    @Override
    public RandomGenerator random() {
        RandomGenerator generator = random;
        if (generator == null) {
            generator = new SplittableRandom(
                    decisionId.getMostSignificantBits() * 31 + decisionId.getLeastSignificantBits());
            random = generator;
        }
        return generator;
    }
}
