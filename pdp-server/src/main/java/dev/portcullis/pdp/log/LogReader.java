package dev.portcullis.pdp.log;

import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Walks the records of a directory in order, with the facts of each at hand. Stops at the end of each segment's
/// intact
/// frames; whether that is the whole truth is [LogVerifier]'s to say.
public final class LogReader {
    private final Path directory;
    private final RecordCodec codec;
    private final Map<Digest, byte[]> facts = new HashMap<>();
    private Optional<SegmentReader> reader = Optional.empty();
    private RegoObject server = RegoObject.empty();
    private List<Path> segments = List.of();

    private LogReader(Path directory, RecordCodec codec) {
        this.directory = directory;
        this.codec = codec;
    }

    /// Opens a directory at its oldest record.
    ///
    /// @throws LogException when it cannot be read
    public static LogReader open(Path directory, RecordCodec codec) throws LogException {
        LogReader log = new LogReader(directory, codec);
        log.refresh();
        return log;
    }

    /// Looks for what has been written since; [#next] then goes on where it stopped.
    ///
    /// @throws LogException when the directory cannot be read
    public void refresh() throws LogException {
        segments = LogDirectory.segments(directory);
        if (reader.isPresent()) {
            reader = Optional.of(reader.get().reopened());
        }
    }

    /// The next record; empty behind the last one.
    ///
    /// @throws LogException when a segment or a record cannot be read
    public Optional<StoredRecord> next() throws LogException {
        while (true) {
            Optional<Frame> frame =
                    reader.isEmpty() ? Optional.empty() : reader.get().next();
            if (frame.isEmpty()) {
                if (!openNext()) {
                    return Optional.empty();
                }
                continue;
            }
            byte[] payload = frame.get().payload();
            switch (frame.get().type()) {
                case DECISION -> {
                    return Optional.of(codec.decode(payload));
                }
                case FACTS -> facts.put(codec.digestOf(payload), payload);
                case SERVER -> server = JsonPayload.read(payload);
                case RECOVERY, GAP, CHECKPOINT, RETENTION -> {}
            }
        }
    }

    /// What wrote the records read so far: the content of the last SERVER frame.
    public RegoObject server() {
        return server;
    }

    /// A block of facts of the segment being read.
    ///
    /// @throws LogException when the segment does not hold it
    public RegoValue facts(Digest digest) throws LogException {
        byte[] payload = facts.get(digest);
        if (payload == null) {
            throw new LogException("the log does not hold the facts " + digest);
        }
        return codec.decodeFacts(payload);
    }

    /// `input.lineage` of a record of the segment being read; an empty object when no input document was built.
    ///
    /// @throws LogException when the segment does not hold all of it
    public RegoObject lineage(StoredRecord record) throws LogException {
        RegoObject.Builder lineage = RegoObject.builder();
        for (StoredRecord.Part part : record.lineage()) {
            lineage.put(part.name(), facts(part.digest()));
        }
        return lineage.build();
    }

    private boolean openNext() throws LogException {
        for (Path segment : segments) {
            if (reader.isEmpty() || segment.compareTo(reader.get().file()) > 0) {
                if (LogDirectory.isBarelyBegun(segment)) {
                    return false;
                }
                facts.clear();
                reader = Optional.of(SegmentReader.open(segment));
                return true;
            }
        }
        return false;
    }
}
