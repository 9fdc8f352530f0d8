package dev.portcullis.pdp.facts;

import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.snapshot.Snapshot;
import dev.portcullis.snapshot.SourceWatermark;

/// `snapshot` and `sources`: which facts these are, and how old.
final class SnapshotBlock {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Snapshot snapshot;

    SnapshotBlock(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /// `input.lineage.snapshot`.
    RegoObject at(long nowNs) {
        return version()
                .put(Names.AGE_SECONDS, ageSeconds(snapshot.builtAtNs(), nowNs))
                .build();
    }

    /// `input.lineage.sources`.
    RegoObject sourcesAt(long nowNs) {
        RegoObject.Builder sources = RegoObject.builder();
        for (SourceWatermark source : snapshot.sources()) {
            Entries entry = source(source).put(Names.AGE_SECONDS, ageSeconds(source.watermarkNs(), nowNs));
            sources.put(source.name(), entry.build());
        }
        return sources.build();
    }

    /// `data.lineage.snapshot`: the same without ages, which depend on the time of the request.
    RegoObject timeless() {
        return version().put(Names.NOT_AFTER_NS, snapshot.notAfterNs()).build();
    }

    /// `data.lineage.sources`.
    RegoObject timelessSources() {
        RegoObject.Builder sources = RegoObject.builder();
        for (SourceWatermark source : snapshot.sources()) {
            sources.put(source.name(), source(source).build());
        }
        return sources.build();
    }

    private Entries version() {
        return new Entries()
                .put(Names.EPOCH, snapshot.version().epoch())
                .put(Names.SEQ, snapshot.version().seq())
                .put(Names.BUILT_AT_NS, snapshot.builtAtNs());
    }

    private static Entries source(SourceWatermark source) {
        return new Entries().put(Names.WATERMARK_NS, source.watermarkNs()).put(Names.STATUS, source.status());
    }

    /// Whole seconds; a time that is still to come by this clock is no age.
    private static long ageSeconds(long thenNs, long nowNs) {
        return Math.max(0, Math.floorDiv(nowNs - thenNs, NANOS_PER_SECOND));
    }
}
