package dev.portcullis.conformance.scenario;

import dev.portcullis.pdp.decision.Decision;
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
    private final Map<String, Decision> decisions = new HashMap<>();

    Records(Path log) throws LogException {
        reader = LogReader.open(log, new ProtoRecordCodec());
    }

    /// The input document of a decision, rebuilt from its record.
    RegoObject input(String decisionId) throws LogException {
        read();
        RegoObject input = inputs.get(decisionId);
        if (input == null) {
            throw new AssertionError("the log has no record of decision " + decisionId + " with its facts");
        }
        return input;
    }

    /// A decision as it was recorded.
    Decision decision(String decisionId) throws LogException {
        read();
        Decision decision = decisions.get(decisionId);
        if (decision == null) {
            throw new AssertionError("the log has no record of decision " + decisionId);
        }
        return decision;
    }

    private void read() throws LogException {
        reader.refresh();
        for (Optional<StoredRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
            StoredRecord record = next.get();
            decisions.put(record.decision().id().toString(), record.decision());
            if (!record.lineage().isEmpty()) {
                inputs.put(record.decision().id().toString(), input(record, reader.lineage(record)));
            }
        }
    }

    private static RegoObject input(StoredRecord record, RegoObject lineage) {
        return InputDocument.of(
                record.request(), record.call(), record.decision().id(), record.timeNs(), lineage);
    }
}
