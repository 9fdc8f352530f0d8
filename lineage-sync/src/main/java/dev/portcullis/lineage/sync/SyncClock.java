package dev.portcullis.lineage.sync;

import java.time.Instant;
import java.util.SortedMap;

/// When the graph is read: what ages and windows are measured from.
@FunctionalInterface
public interface SyncClock {
    /// Nanoseconds since 1970.
    ///
    /// @param watermarks up to when each source has shown everything, nanoseconds since 1970, by source
    long nowNs(SortedMap<String, Long> watermarks);

    /// The clock of this machine.
    static SyncClock system() {
        return watermarks -> {
            Instant now = Instant.now();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        };
    }

    /// Always the same time.
    static SyncClock fixed(long nowNs) {
        return watermarks -> nowNs;
    }

    /// The latest watermark: a recorded estate is read as of its recording. Without any source it is 1970.
    static SyncClock fromEvidence() {
        return watermarks ->
                watermarks.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
