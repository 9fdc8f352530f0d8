package dev.portcullis.pdp.log;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Finds where a log ends, so that a server can go on writing it.
///
/// @param end where the chain ends
/// @param unfinished segments that a crash left without a seal, oldest first; empty after a clean stop
record Recovery(ChainEnd end, List<Unfinished> unfinished) {
    Recovery {
        unfinished = List.copyOf(unfinished);
    }

    /// A segment without a seal.
    ///
    /// @param offset where its last whole frame ends and the file is cut
    /// @param bytes of an unfinished frame behind it; 0 for none
    record Unfinished(Path file, long number, long offset, long bytes) {
        /// Its entry in the content of the RECOVERY frame.
        private RegoObject content() {
            return RegoObject.builder()
                    .put("segment", RegoNumber.of(number))
                    .put("offset", RegoNumber.of(offset))
                    .put("cut_bytes", RegoNumber.of(bytes))
                    .build();
        }

        void cut() throws IOException {
            if (bytes == 0) {
                return;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(offset);
                channel.force(true);
            }
        }
    }

    /// The content of the RECOVERY frame.
    RegoObject content(long nowNs) {
        return RegoObject.builder()
                .put(
                        "unfinished",
                        RegoArray.copyOf(
                                unfinished.stream().map(Unfinished::content).toList()))
                .put("time_ns", RegoNumber.of(nowNs))
                .build();
    }

    /// Reads the last segments of a directory.
    ///
    /// @throws LogException when one was altered: a server must not bury that under new records
    static Recovery of(Path directory) throws LogException {
        List<Path> segments = LogDirectory.segments(directory);
        if (!segments.isEmpty() && LogDirectory.isBarelyBegun(segments.getLast())) {
            remove(segments.getLast());
            return of(directory);
        }
        ChainEnd end = ChainEnd.START;
        Deque<Unfinished> unfinished = new ArrayDeque<>();
        for (Path segment : segments.reversed()) {
            Tail tail = Tail.of(segment);
            end = segment.equals(segments.getLast()) ? tail.end() : end;
            tail.unfinished().ifPresent(unfinished::addFirst);
            // A segment begins with what its server found; only one without any frame says nothing of those before it.
            if (tail.unfinished().isEmpty() || tail.holdsFrames()) {
                break;
            }
        }
        return new Recovery(end, List.copyOf(unfinished));
    }

    /// How a segment ends.
    private record Tail(ChainEnd end, boolean holdsFrames, Optional<Unfinished> unfinished) {
        static Tail of(Path segment) throws LogException {
            SegmentReader reader = SegmentReader.open(segment);
            Optional<Frame> last = Optional.empty();
            for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
                last = next;
            }
            boolean sealed = last.isPresent() && LogDirectory.isSeal(last.get());
            long bytes = unfinishedBytes(segment, reader, sealed);
            Unfinished left = new Unfinished(segment, reader.header().number(), reader.position(), bytes);
            return new Tail(reader.chainEnd(), last.isPresent(), sealed ? Optional.empty() : Optional.of(left));
        }

        private static long unfinishedBytes(Path segment, SegmentReader reader, boolean sealed) throws LogException {
            return switch (reader.end()) {
                case SegmentReader.End.Complete _ -> 0;
                case SegmentReader.End.Torn(long offset, long bytes) -> {
                    if (sealed) {
                        throw altered(segment, offset, reader.seq(), "bytes follow the seal");
                    }
                    yield bytes;
                }
                case SegmentReader.End.Altered(long offset, String what) ->
                    throw altered(segment, offset, reader.seq(), what);
            };
        }
    }

    private static LogException altered(Path segment, long offset, long seq, String what) {
        return new LogException("`" + segment + "` was altered at byte " + offset + ", frame " + seq + ": " + what
                + "; keep the directory for an inquiry and configure another one");
    }

    private static void remove(Path segment) throws LogException {
        try {
            Files.delete(segment);
        } catch (IOException failure) {
            throw new LogException("cannot remove `" + segment + "`: " + failure.getMessage(), failure);
        }
    }
}
