package dev.portcullis.benchmarks.serve;

import dev.portcullis.benchmarks.figures.Longs;
import dev.portcullis.pdp.grpc.ProtoRecordCodec;
import dev.portcullis.pdp.log.LogException;
import dev.portcullis.pdp.log.LogReader;
import dev.portcullis.pdp.log.StoredRecord;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Ids that callers were given, against those in the log. While a server runs they are two arrays of numbers, which
/// lengthen no pause of the collector.
final class IdLedger {
    private final Longs high = new Longs();
    private final Longs low = new Longs();

    void acknowledged(String id) {
        UUID uuid = UUID.fromString(id);
        high.add(uuid.getMostSignificantBits());
        low.add(uuid.getLeastSignificantBits());
    }

    int size() {
        return high.size();
    }

    /// Acknowledged ids that the log does not have.
    int missingIn(Path log) throws LogException {
        Set<UUID> missing = new HashSet<>();
        for (int i = 0; i < high.size(); i++) {
            missing.add(new UUID(high.get(i), low.get(i)));
        }
        LogReader reader = LogReader.open(log, new ProtoRecordCodec());
        Optional<StoredRecord> record = reader.next();
        while (record.isPresent()) {
            missing.remove(record.get().decision().id());
            record = reader.next();
        }
        return missing.size();
    }
}
