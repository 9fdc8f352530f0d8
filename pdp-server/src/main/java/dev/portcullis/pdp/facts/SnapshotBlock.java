package dev.portcullis.pdp.facts;

import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.snapshot.Snapshot;
import dev.portcullis.snapshot.SourceWatermark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `snapshot` and `sources`: which facts these are, and how old.
final class SnapshotBlock {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Snapshot snapshot;
    private volatile @Nullable Aged latestVersion;
    private volatile @Nullable Sources latestSources;

    SnapshotBlock(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /// `input.lineage.snapshot`. Ages are whole seconds, so one object serves all requests of a second.
    RegoObject at(long nowNs) {
        long age = ageSeconds(snapshot.builtAtNs(), nowNs);
        Aged known = latestVersion;
        if (known == null || known.seconds != age) {
            known = new Aged(age, version().put(Names.AGE_SECONDS, age).build());
            latestVersion = known;
        }
        return known.object;
    }

    private record Aged(long seconds, RegoObject object) {}

    /// `input.lineage.sources`.
    RegoObject sourcesAt(long nowNs) {
        List<SourceWatermark> all = snapshot.sources();
        Sources known = latestSources;
        if (known != null && known.isOf(all, nowNs)) {
            return known.object;
        }
        long[] ages = new long[all.size()];
        RegoObject.Builder sources = RegoObject.builder();
        for (int i = 0; i < ages.length; i++) {
            SourceWatermark source = all.get(i);
            ages[i] = ageSeconds(source.watermarkNs(), nowNs);
            sources.put(
                    source.name(),
                    source(source).put(Names.AGE_SECONDS, ages[i]).build());
        }
        Sources built = new Sources(ages, sources.build());
        latestSources = built;
        return built.object;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Sources(long[] ages, RegoObject object) {
        boolean isOf(List<SourceWatermark> sources, long nowNs) {
            for (int i = 0; i < ages.length; i++) {
                if (ages[i] != ageSeconds(sources.get(i).watermarkNs(), nowNs)) {
                    return false;
                }
            }
            return true;
        }
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
