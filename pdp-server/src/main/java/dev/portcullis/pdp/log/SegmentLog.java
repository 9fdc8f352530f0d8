package dev.portcullis.pdp.log;

import dev.portcullis.pdp.decision.DecisionLog;
import dev.portcullis.pdp.decision.DecisionRecord;
import dev.portcullis.rego.value.RegoObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// The decision log of a server: a bounded queue in front of one thread that encodes, chains and writes, as many
/// records
/// at a time as are waiting.
///
/// In `async` mode the answer does not wait; a record that cannot be kept is counted, and a GAP frame says how many
/// are
/// missing once writing works again. In `durable` and `fsync` mode the answer waits for the batch that holds its
/// record;
/// when that cannot be written, or the queue is full, it is told so. Nothing is given up for good: every batch
/// tries the
/// disk again.
public final class SegmentLog implements DecisionLog, AutoCloseable {
    private static final int BATCH = 512;

    private final Options options;
    private final DirectoryLock lock;
    private final SegmentWriter segments;
    private final BatchWriter writer;
    private final LogCounters counters;
    private final EntryQueue queue;
    private final Thread thread;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SegmentLog(Options options, InstantSource clock, DirectoryLock lock, SegmentWriter segments) {
        this.options = options;
        this.lock = lock;
        this.segments = segments;
        this.counters = new LogCounters();
        this.writer = new BatchWriter(segments, clock, counters);
        this.queue = new EntryQueue(options.queue());
        this.thread = new Thread(this::run, "decision-log");
    }

    /// What a log is opened with.
    ///
    /// @param queue records that may wait
    /// @param segmentBytes size from which on a segment is not continued
    /// @param server content of the SERVER frame that starts each segment
    public record Options(Path directory, LogMode mode, int queue, long segmentBytes, RegoObject server) {}

    /// Opens the log of a directory, recovers what a crash left behind, and starts its thread.
    ///
    /// @throws LogException when another process has it, it was altered, or it cannot be written
    public static SegmentLog open(Options options, RecordCodec codec, InstantSource clock) throws LogException {
        return open(options, codec, clock, LogDisk.REAL);
    }

    static SegmentLog open(Options options, RecordCodec codec, InstantSource clock, LogDisk disk) throws LogException {
        DirectoryLock lock = DirectoryLock.take(options.directory);
        try {
            SegmentWriter segments = recovered(options, codec, clock, disk);
            SegmentLog log = new SegmentLog(options, clock, lock, segments);
            log.thread.start();
            return log;
        } catch (IOException failure) {
            lock.release();
            throw new LogException("cannot write the decision log in `" + options.directory + "`: " + failure, failure);
        } catch (LogException refused) {
            lock.release();
            throw refused;
        }
    }

    /// A writer behind the end of what is there. The RECOVERY frame is written before the tear is cut, so that a
    /// crash
    /// between the two leaves both to be seen.
    private static SegmentWriter recovered(Options options, RecordCodec codec, InstantSource clock, LogDisk disk)
            throws LogException, IOException {
        Recovery recovery = Recovery.of(options.directory);
        SegmentWriter segments = new SegmentWriter(
                options.directory,
                disk,
                codec,
                options.segmentBytes,
                options.mode == LogMode.FSYNC,
                options.server,
                recovery.end());
        Optional<Recovery.Tear> tear = recovery.tear();
        segments.begin();
        if (tear.isPresent()) {
            Instant now = clock.instant();
            long nowNs = now.getEpochSecond() * 1_000_000_000L + now.getNano();
            segments.add(Frame.Type.RECOVERY, JsonPayload.write(tear.get().content(nowNs)));
        }
        segments.commit();
        if (tear.isPresent()) {
            tear.get().cut();
        }
        return segments;
    }

    @Override
    public void append(DecisionRecord record, OnStored onStored) {
        boolean async = options.mode == LogMode.ASYNC;
        if (!queue.offer(new EntryQueue.Entry(record, async ? _ -> {} : onStored))) {
            record.read().release();
            counters.refused();
            // The async promise is the answer's speed, the durable one is the record.
            onStored.stored(async);
        } else if (async) {
            onStored.stored(true);
        }
    }

    /// Records that wait to be written.
    public int queued() {
        return queue.size();
    }

    /// How the log has fared.
    public LogCounters counters() {
        return counters;
    }

    /// Writes what waits, makes it durable and gives the directory free. Later records are refused.
    @Override
    public void close() throws LogException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        queue.close();
        try {
            thread.join();
            segments.close();
        } catch (IOException failure) {
            throw new LogException(
                    "cannot finish the decision log in `" + options.directory + "`: " + failure, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.release();
        }
    }

    private void run() {
        List<EntryQueue.Entry> batch = new ArrayList<>(BATCH);
        while (queue.take(batch, BATCH)) {
            writer.write(batch);
            batch.clear();
        }
    }
}
