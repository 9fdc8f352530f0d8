package dev.portcullis.benchmarks.serve;

import dev.portcullis.pdp.grpc.ProtoRecordCodec;
import dev.portcullis.pdp.log.LogException;
import dev.portcullis.pdp.log.LogReader;
import dev.portcullis.pdp.log.StoredRecord;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Ids that callers were given, against those in the log.
final class IdLedger {
    private final Set<UUID> acknowledged = new HashSet<>();

    void acknowledged(String id) {
        acknowledged.add(UUID.fromString(id));
    }

    int size() {
        return acknowledged.size();
    }

    /// Acknowledged ids that the log does not have.
    int missingIn(Path log) throws LogException {
        Set<UUID> missing = new HashSet<>(acknowledged);
        LogReader reader = LogReader.open(log, new ProtoRecordCodec());
        Optional<StoredRecord> record = reader.next();
        while (record.isPresent()) {
            missing.remove(record.get().decision().id());
            record = reader.next();
        }
        return missing.size();
    }
}
