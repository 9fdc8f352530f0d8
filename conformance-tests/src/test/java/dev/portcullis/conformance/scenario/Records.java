package dev.portcullis.conformance.scenario;

import dev.portcullis.pdp.decision.InputDocument;
import dev.portcullis.pdp.grpc.ProtoRecordCodec;
import dev.portcullis.pdp.log.LogException;
import dev.portcullis.pdp.log.LogReader;
import dev.portcullis.pdp.log.StoredRecord;
import dev.portcullis.rego.value.RegoObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The decision log, read back: what each decision saw.
final class Records {
    private final LogReader reader;
    private final Map<String, RegoObject> inputs = new HashMap<>();

    Records(Path log) throws LogException {
        reader = LogReader.open(log, new ProtoRecordCodec());
    }

    /// The input document of a decision, rebuilt from its record.
    RegoObject input(String decisionId) throws LogException {
        reader.refresh();
        for (Optional<StoredRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
            StoredRecord record = next.get();
            if (!record.lineage().isEmpty()) {
                inputs.put(record.decision().id().toString(), input(record, reader.lineage(record)));
            }
        }
        RegoObject input = inputs.get(decisionId);
        if (input == null) {
            throw new AssertionError("the log has no record of decision " + decisionId + " with its facts");
        }
        return input;
    }

    private static RegoObject input(StoredRecord record, RegoObject lineage) {
        return InputDocument.of(
                record.request(), record.call(), record.decision().id(), record.timeNs(), lineage);
    }
}
