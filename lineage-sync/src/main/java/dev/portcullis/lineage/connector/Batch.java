package dev.portcullis.lineage.connector;

import java.util.List;

/// What one read of a source brought.
///
/// @param watermarkNs everything the source showed up to then is in this batch or an earlier one, nanoseconds since
///     1970
/// @param next where the next read continues
/// @param skipped one line for an operator for each record that could not be taken, with its place and no value of it
public record Batch(
        String source,
        List<Evidence> evidence,
        long watermarkNs,
        Completeness completeness,
        Cursor next,
        List<String> skipped) {
    public Batch {
        evidence = List.copyOf(evidence);
        skipped = List.copyOf(skipped);
        for (Evidence item : evidence) {
            if (!item.key().source().equals(source)) {
                throw new IllegalArgumentException("a batch of `" + source + "` holds evidence of another source");
            }
            if (item.observedNs() > watermarkNs) {
                throw new IllegalArgumentException("evidence is observed after the watermark of its batch");
            }
        }
    }

    /// A batch of a read that skipped nothing.
    public Batch(String source, List<Evidence> evidence, long watermarkNs, Completeness completeness, Cursor next) {
        this(source, evidence, watermarkNs, completeness, next, List.of());
    }

    /// Whether a read may retire what it no longer saw.
    public enum Completeness {
        /// Everything there is: what the source stated before and does not state now is gone.
        COMPLETE,
        /// Some of it: adds and supersedes, never retires.
        PARTIAL
    }

    /// Where a read stands in a source; only the connector that made it understands it.
    public record Cursor(String text) {
        /// Before everything: the read brings all there is.
        public static final Cursor START = new Cursor("");
    }
}
