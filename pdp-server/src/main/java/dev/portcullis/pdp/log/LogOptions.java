package dev.portcullis.pdp.log;

import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.snapshot.trust.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// What a log is opened with.
///
/// @param queue records that may wait
/// @param key signs checkpoints; empty leaves the log unsigned
/// @param mask what is left out of every record
/// @param server content of the SERVER frame of each segment
public record LogOptions(
        Path directory,
        LogMode mode,
        int queue,
        Rotation rotation,
        Retention retention,
        Optional<SigningKey> key,
        Duration checkpointEvery,
        RecordMask mask,
        RegoObject server) {
    /// How long what was written may stay unsigned.
    public static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(10);

    /// When a segment is sealed and the next one begun.
    ///
    /// @param bytes size from which on a segment is not continued
    /// @param age how long after its beginning a segment that holds something is sealed
    public record Rotation(long bytes, Duration age) {}

    /// Which sealed segments are deleted, oldest first; without a limit none ever is.
    ///
    /// @param maxBytes what all segments together may take, the open one counted as full
    /// @param maxAge how long after its last record a segment is deleted
    public record Retention(OptionalLong maxBytes, Optional<Duration> maxAge) {
        /// Everything is kept.
        public static final Retention NONE = new Retention(OptionalLong.empty(), Optional.empty());
    }
}
