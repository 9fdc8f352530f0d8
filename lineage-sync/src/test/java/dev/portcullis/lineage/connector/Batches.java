package dev.portcullis.lineage.connector;

import java.util.Arrays;
import java.util.List;

/// Short ways to say what a source said, for tests.
public final class Batches {
    private Batches() {}

    /// A fact and when it was observed.
    public record At(long observedNs, Fact fact) {}

    public static At at(long observedNs, Fact fact) {
        return new At(observedNs, fact);
    }

    public static Batch complete(String source, long watermarkNs, At... facts) {
        return batch(source, watermarkNs, Batch.Completeness.COMPLETE, facts);
    }

    public static Batch partial(String source, long watermarkNs, At... facts) {
        return batch(source, watermarkNs, Batch.Completeness.PARTIAL, facts);
    }

    /// One complete batch of a source `test` at time 1, for derivations that need facts and no history.
    public static Batch of(Fact... facts) {
        return complete("test", 1, Arrays.stream(facts).map(fact -> at(1, fact)).toArray(At[]::new));
    }

    private static Batch batch(String source, long watermarkNs, Batch.Completeness completeness, At... facts) {
        List<Evidence> evidence =
                Arrays.stream(facts).map(fact -> evidence(source, fact)).toList();
        String cursor = source + " " + watermarkNs + " " + completeness + " " + evidence.hashCode();
        return new Batch(source, evidence, watermarkNs, completeness, new Batch.Cursor(cursor));
    }

    private static Evidence evidence(String source, At at) {
        var key = new Evidence.Key(source, at.fact().naturalKey(), at.fact().kind());
        return new Evidence(key, at.observedNs(), source + "@" + at.observedNs(), at.fact());
    }
}
