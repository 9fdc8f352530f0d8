package dev.portcullis.pdp.log;

import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Turns batches of records into frames on the disk and tells each waiting answer how it went. Used by one thread.
final class BatchWriter {
    private final SegmentWriter segments;
    private final RecordWriter records;
    private final LogCounters counters;
    private long gapsWritten;
    private long gapInBatch;

    BatchWriter(SegmentWriter segments, RecordWriter records, LogCounters counters) {
        this.segments = segments;
        this.records = records;
        this.counters = counters;
    }

    /// Writes a batch. Every record's lease is given back before anybody is told.
    void write(List<EntryQueue.Entry> batch) {
        List<EntryQueue.Entry> inBatch = new ArrayList<>(batch.size());
        List<EntryQueue.Entry> left = new ArrayList<>();
        String problem = "";
        try {
            begin();
            int stubs = 0;
            for (EntryQueue.Entry entry : batch) {
                Encoded encoded = encode(entry);
                (encoded == Encoded.NOT ? left : inBatch).add(entry);
                stubs += encoded == Encoded.STUB ? 1 : 0;
            }
            commit();
            counters.redacted(stubs);
        } catch (IOException | LogException | RuntimeException | Error failure) {
            // The thread must outlive anything: without it nothing would be recorded and nobody would be told.
            segments.forget();
            problem = failure.getMessage() == null ? failure.toString() : failure.getMessage();
            inBatch.clear();
            left = batch;
        } finally {
            batch.forEach(entry -> entry.record().read().release());
        }
        counters.written(inBatch.size(), left.size(), problem);
        inBatch.forEach(entry -> tell(entry, true));
        left.forEach(entry -> tell(entry, false));
    }

    /// Writes what is due without a record: a gap, a checkpoint, the seal of an old segment. Also how a disk that
    /// failed is
    /// tried again when nobody asks.
    void writeDue() {
        if (counters.lost() > gapsWritten || segments.isCheckpointDue() || segments.isTooOld()) {
            write(List.of());
        }
    }

    /// Writes what is missing from a log that is about to be closed.
    void writeGap() {
        if (counters.lost() > gapsWritten) {
            write(List.of());
        }
    }

    /// An answer that cannot be delivered must not keep the next ones from being told.
    private void tell(EntryQueue.Entry entry, boolean stored) {
        try {
            entry.onStored().stored(stored);
        } catch (RuntimeException undeliverable) {
            counters.untold();
        }
    }

    private void begin() throws IOException, LogException {
        segments.begin();
        gapInBatch = counters.lost();
        if (gapInBatch > gapsWritten) {
            RegoObject gap = RegoObject.builder()
                    .put("lost", RegoNumber.of(gapInBatch - gapsWritten))
                    .put("time_ns", RegoNumber.of(segments.nowNs()))
                    .build();
            segments.add(Frame.Type.GAP, JsonPayload.write(gap));
        }
    }

    private void commit() throws IOException, LogException {
        boolean sign = segments.isCheckpointDue();
        if (sign) {
            segments.addCheckpoint();
        }
        segments.commit();
        gapsWritten = gapInBatch;
        if (sign) {
            segments.signed();
        }
    }

    private enum Encoded {
        WHOLE,
        STUB,
        NOT
    }

    /// Whatever one record's lazy values throw concerns this record only: it counts as lost.
    private Encoded encode(EntryQueue.Entry entry) {
        try {
            return records.add(entry.record()) ? Encoded.WHOLE : Encoded.STUB;
        } catch (LogException | RuntimeException | Error unwritable) {
            return Encoded.NOT;
        }
    }
}
