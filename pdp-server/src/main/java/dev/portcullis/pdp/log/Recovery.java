package dev.portcullis.pdp.log;

import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/// Finds where a log ends, so that a server can go on writing it.
///
/// @param end where the chain ends
/// @param tear what a crash left behind it; empty after a clean stop
record Recovery(ChainEnd end, Optional<Tear> tear) {
    /// An unfinished frame at the end of the last segment.
    ///
    /// @param offset where the file is to be cut
    record Tear(Path file, long number, long offset, long bytes) {
        /// The content of the RECOVERY frame.
        RegoObject content(long nowNs) {
            return RegoObject.builder()
                    .put("segment", RegoNumber.of(number))
                    .put("offset", RegoNumber.of(offset))
                    .put("cut_bytes", RegoNumber.of(bytes))
                    .put("time_ns", RegoNumber.of(nowNs))
                    .build();
        }

        void cut() throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(offset);
                channel.force(true);
            }
        }
    }

    /// Reads the last segment of a directory.
    ///
    /// @throws LogException when it was altered: a server must not bury that under new records
    static Recovery of(Path directory) throws LogException {
        List<Path> segments = LogDirectory.segments(directory);
        if (segments.isEmpty()) {
            return new Recovery(ChainEnd.START, Optional.empty());
        }
        Path last = segments.getLast();
        if (LogDirectory.isBarelyBegun(last)) {
            remove(last);
            return of(directory);
        }
        SegmentReader reader = SegmentReader.open(last);
        while (reader.next().isPresent()) {
            // Only the end matters here.
        }
        return switch (reader.end()) {
            case SegmentReader.End.Complete _ -> new Recovery(reader.chainEnd(), Optional.empty());
            case SegmentReader.End.Torn(long offset, long bytes) ->
                new Recovery(
                        reader.chainEnd(),
                        Optional.of(new Tear(last, reader.header().number(), offset, bytes)));
            case SegmentReader.End.Altered(long offset, String what) ->
                throw new LogException("`" + last + "` was altered at byte " + offset + ": " + what
                        + "; keep the directory for an inquiry and configure another one");
        };
    }

    private static void remove(Path segment) throws LogException {
        try {
            Files.delete(segment);
        } catch (IOException failure) {
            throw new LogException("cannot remove `" + segment + "`: " + failure.getMessage(), failure);
        }
    }
}
