package dev.portcullis.lineage.connector;

/// One fact as one record of one source stated it. Evidence is never changed, only superseded.
///
/// @param observedNs when the source saw it, nanoseconds since 1970
/// @param reference where the record is that says so, for people who ask why: a log request id, an event id, a file
///     and line
public record Evidence(Key key, long observedNs, String reference, Fact fact) {
    /// What two pieces of evidence share when the later one supersedes the earlier.
    ///
    /// @param externalId the source's own name for the record; unique within its kind
    public record Key(String source, String externalId, Fact.Kind kind) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int bySource = source.compareTo(other.source);
            if (bySource != 0) {
                return bySource;
            }
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : externalId.compareTo(other.externalId);
        }
    }

    public Evidence {
        if (key.kind() != fact.kind()) {
            throw new IllegalArgumentException("evidence keyed " + key.kind() + " holds a fact " + fact.kind());
        }
    }

    /// Of two pieces of evidence the one that counts: the one observed later. At equal times the content
    /// decides, so that the answer does not depend on which one arrived first. Of two sums of uses that is the
    /// larger one: a use was added to it that came late.
    public Evidence newer(Evidence other) {
        if (observedNs != other.observedNs) {
            return observedNs > other.observedNs ? this : other;
        }
        if (fact instanceof Fact.Use mine && other.fact instanceof Fact.Use its && mine.uses() != its.uses()) {
            return mine.uses() > its.uses() ? this : other;
        }
        int byContent = fact.toString().compareTo(other.fact.toString());
        if (byContent != 0) {
            return byContent > 0 ? this : other;
        }
        return key.equals(other.key)
                ? (reference.compareTo(other.reference) >= 0 ? this : other)
                : (key.compareTo(other.key) >= 0 ? this : other);
    }
}
