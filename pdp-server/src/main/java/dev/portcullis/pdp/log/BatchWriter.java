package dev.portcullis.pdp.log;

import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Turns batches of records into frames on the disk and tells each waiting answer how it went. Used by one thread.
final class BatchWriter {
    private final SegmentWriter segments;
    private final InstantSource clock;
    private final LogCounters counters;
    private long gapsWritten;

    BatchWriter(SegmentWriter segments, InstantSource clock, LogCounters counters) {
        this.segments = segments;
        this.clock = clock;
        this.counters = counters;
    }

    /// Writes a batch. Every record's lease is given back before anybody is told.
    void write(List<EntryQueue.Entry> batch) {
        List<EntryQueue.Entry> inBatch = new ArrayList<>(batch.size());
        List<EntryQueue.Entry> left = new ArrayList<>();
        String problem = "";
        long lost = counters.lost();
        try {
            begin(lost);
            for (EntryQueue.Entry entry : batch) {
                (encode(entry) ? inBatch : left).add(entry);
            }
            segments.commit();
            gapsWritten = lost;
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

    /// An answer that cannot be delivered must not keep the next ones from being told.
    private void tell(EntryQueue.Entry entry, boolean stored) {
        try {
            entry.onStored().stored(stored);
        } catch (RuntimeException undeliverable) {
            counters.untold();
        }
    }

    private void begin(long lost) throws IOException, LogException {
        segments.begin();
        if (lost > gapsWritten) {
            Instant now = clock.instant();
            RegoObject gap = RegoObject.builder()
                    .put("lost", RegoNumber.of(lost - gapsWritten))
                    .put("time_ns", RegoNumber.of(now.getEpochSecond() * 1_000_000_000L + now.getNano()))
                    .build();
            segments.add(Frame.Type.GAP, JsonPayload.write(gap));
        }
    }

    /// Whatever one record's lazy values throw concerns this record only: it counts as lost.
    private boolean encode(EntryQueue.Entry entry) {
        try {
            segments.addRecord(entry.record());
            return true;
        } catch (LogException | RuntimeException | Error unwritable) {
            return false;
        }
    }
}
