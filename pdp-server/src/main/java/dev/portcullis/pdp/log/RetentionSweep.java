package dev.portcullis.pdp.log;

import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Deletes old segments, after a RETENTION frame that says so is on the disk: a log that begins late proves that it
/// may.
/// Used by the writer's thread between batches.
final class RetentionSweep {
    /// How often ages are looked at while no segment is begun.
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final LogOptions options;
    private final SegmentWriter segments;
    private final LogDisk disk;
    private final LogCounters counters;
    private final InstantSource clock;
    private final Interval interval;
    private long sweptAt = -1;

    RetentionSweep(
            LogOptions options,
            SegmentWriter segments,
            LogDisk disk,
            LogCounters counters,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.options = options;
        this.segments = segments;
        this.disk = disk;
        this.counters = counters;
        this.clock = clock;
        this.interval = new Interval(EVERY, nanoTime);
    }

    /// Deletes what is due, if it is time to look. What fails is counted and tried again.
    void sweep() {
        boolean begun = counters.segment() != sweptAt;
        if (options.retention().equals(LogOptions.Retention.NONE) || !(begun || interval.isOver())) {
            return;
        }
        sweptAt = counters.segment();
        interval.restart();
        try {
            Retained retained = Retained.of(
                    options.directory(), options.retention(), options.rotation().bytes(), clock.instant());
            if (!retained.segments().isEmpty()) {
                delete(retained);
            }
        } catch (IOException | LogException | RuntimeException failure) {
            segments.forget();
            counters.retentionFailed();
        }
    }

    private void delete(Retained retained) throws IOException, LogException {
        segments.begin();
        segments.add(Frame.Type.RETENTION, JsonPayload.write(content(retained)));
        segments.commit();
        segments.force();
        for (Path segment : retained.segments()) {
            Files.delete(segment);
            counters.deleted(1);
        }
        disk.forceDirectory(options.directory());
    }

    private RegoObject content(Retained retained) {
        return RegoObject.builder()
                .put("deleted_through_segment", RegoNumber.of(retained.through()))
                .put("begins_at_seq", RegoNumber.of(retained.beginsAt()))
                .put("segments", RegoNumber.of(retained.segments().size()))
                .put("bytes", RegoNumber.of(retained.bytes()))
                .put("time_ns", RegoNumber.of(segments.nowNs()))
                .build();
    }
}
