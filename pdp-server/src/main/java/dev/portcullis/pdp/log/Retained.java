package dev.portcullis.pdp.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Which segments of a directory retention no longer keeps.
///
/// @param segments to be deleted, oldest first
/// @param bytes what they take
/// @param through number of the newest of them; 0 when there are none
/// @param beginsAt number of the first frame that stays
record Retained(List<Path> segments, long bytes, long through, long beginsAt) {
    Retained {
        segments = List.copyOf(segments);
    }

    /// Looks at every segment but the newest, which is being written.
    ///
    /// @param openBytes what the newest one may grow to
    static Retained of(Path directory, LogOptions.Retention limits, long openBytes, Instant now)
            throws IOException, LogException {
        List<Path> all = LogDirectory.segments(directory);
        long total = openBytes;
        for (Path segment : all.subList(0, Math.max(0, all.size() - 1))) {
            total += Files.size(segment);
        }
        List<Path> due = new ArrayList<>();
        long bytes = 0;
        for (Path segment : all.subList(0, Math.max(0, all.size() - 1))) {
            boolean tooMuch = limits.maxBytes().isPresent()
                    && total - bytes > limits.maxBytes().getAsLong();
            if (!tooMuch && !isTooOld(segment, limits, now)) {
                break;
            }
            due.add(segment);
            bytes += Files.size(segment);
        }
        return due.isEmpty()
                ? new Retained(due, 0, 0, 0)
                : new Retained(
                        due,
                        bytes,
                        LogDirectory.header(due.getLast()).number(),
                        LogDirectory.header(all.get(due.size())).firstSeq());
    }

    private static boolean isTooOld(Path segment, LogOptions.Retention limits, Instant now) throws IOException {
        if (limits.maxAge().isEmpty()) {
            return false;
        }
        Instant lastWritten = Files.getLastModifiedTime(segment).toInstant();
        return lastWritten.plus(limits.maxAge().get()).isBefore(now);
    }
}
