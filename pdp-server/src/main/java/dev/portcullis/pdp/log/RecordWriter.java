package dev.portcullis.pdp.log;

import dev.portcullis.pdp.decision.Decision;
import dev.portcullis.pdp.decision.DecisionRecord;
import dev.portcullis.pdp.decision.FactsRead;
import java.util.ArrayList;
import java.util.List;

/// Turns records into frames: masked first, the facts they read in front of them.
final class RecordWriter {
    private final SegmentWriter segments;
    private final RecordCodec codec;
    private final RecordMask mask;

    RecordWriter(SegmentWriter segments, RecordCodec codec, RecordMask mask) {
        this.segments = segments;
        this.codec = codec;
        this.mask = mask;
    }

    /// Adds a record to the batch.
    ///
    /// @return false when masking failed and a stub stands in for the record
    /// @throws LogException when it is too long
    boolean add(DecisionRecord record) throws LogException {
        MaskedRecord masked;
        boolean whole = true;
        try {
            masked = mask.apply(record);
        } catch (RuntimeException | Error unreadable) {
            // Nothing may be stored that should have been left out, and no record may be lost by it.
            masked = RecordMask.stub(record);
            whole = false;
        }
        add(record, masked);
        return whole;
    }

    private void add(DecisionRecord record, MaskedRecord masked) throws LogException {
        List<FactBlock> blocks = new ArrayList<>();
        List<StoredRecord.Part> lineage = StoredRecord.parts(masked.lineage(), part -> {
            FactBlock block = codec.encodeLasting(part);
            blocks.add(block);
            return block;
        });
        List<StoredRecord.Row> rows = new ArrayList<>();
        for (FactsRead.Row row : masked.rows()) {
            FactBlock facts = codec.encodeFacts(row.value());
            blocks.add(facts);
            rows.add(new StoredRecord.Row(row.table(), row.key(), facts.digest()));
        }
        Decision full = record.decision();
        Decision decision = new Decision(
                full.id(),
                full.requestId(),
                masked.verdict(),
                full.versions(),
                full.evaluationNanos(),
                full.enforcement());
        byte[] payload = codec.encode(new StoredRecord(
                record.timeNs(),
                record.call(),
                masked.request(),
                decision,
                lineage,
                rows,
                record.read().entrypoint(),
                masked.masked()));
        for (FactBlock facts : blocks) {
            segments.addFacts(facts);
        }
        segments.add(Frame.Type.DECISION, payload);
    }
}
