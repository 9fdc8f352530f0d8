package dev.portcullis.pdp.log;

import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.snapshot.trust.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Options of logs under test: an unsigned one that keeps everything, and what differs from it.
public final class LogFixture {
    private LogFixture() {}

    /// A plain log.
    public static LogOptions options(Path directory, LogMode mode) {
        return new LogOptions(
                directory,
                mode,
                1_024,
                new LogOptions.Rotation(1 << 20, Duration.ofDays(1)),
                LogOptions.Retention.NONE,
                Optional.empty(),
                LogOptions.CHECKPOINT_EVERY,
                RecordMask.NONE,
                RegoObject.empty());
    }

    static LogOptions queue(LogOptions from, int queue) {
        return new LogOptions(
                from.directory(),
                from.mode(),
                queue,
                from.rotation(),
                from.retention(),
                from.key(),
                from.checkpointEvery(),
                from.mask(),
                from.server());
    }

    static LogOptions rotation(LogOptions from, long bytes, Duration age) {
        return new LogOptions(
                from.directory(),
                from.mode(),
                from.queue(),
                new LogOptions.Rotation(bytes, age),
                from.retention(),
                from.key(),
                from.checkpointEvery(),
                from.mask(),
                from.server());
    }

    static LogOptions segmentBytes(LogOptions from, long bytes) {
        return rotation(from, bytes, from.rotation().age());
    }

    static LogOptions retention(LogOptions from, LogOptions.Retention retention) {
        return new LogOptions(
                from.directory(),
                from.mode(),
                from.queue(),
                from.rotation(),
                retention,
                from.key(),
                from.checkpointEvery(),
                from.mask(),
                from.server());
    }

    static LogOptions signed(LogOptions from, SigningKey key, Duration every) {
        return new LogOptions(
                from.directory(),
                from.mode(),
                from.queue(),
                from.rotation(),
                from.retention(),
                Optional.of(key),
                every,
                from.mask(),
                from.server());
    }

    static LogOptions masked(LogOptions from, String... paths) {
        return new LogOptions(
                from.directory(),
                from.mode(),
                from.queue(),
                from.rotation(),
                from.retention(),
                from.key(),
                from.checkpointEvery(),
                RecordMask.of(List.of(paths)),
                from.server());
    }

    static LogOptions server(LogOptions from, RegoObject server) {
        return new LogOptions(
                from.directory(),
                from.mode(),
                from.queue(),
                from.rotation(),
                from.retention(),
                from.key(),
                from.checkpointEvery(),
                from.mask(),
                server);
    }
}
