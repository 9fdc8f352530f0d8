package dev.portcullis.pdp.log;

import dev.portcullis.pdp.decision.DecisionLog;
import dev.portcullis.pdp.decision.DecisionRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/// The decision log of a server: a bounded queue in front of one thread that encodes, chains and writes, as many
/// records at a time as are waiting.
///
/// In `async` mode the answer does not wait; a record that cannot be kept is counted, and a GAP frame says how many are
/// missing once writing works again. In `durable` and `fsync` mode the answer waits for the batch that holds its
/// record;
/// when that cannot be written, or the queue is full, it is told so. Nothing is given up for good: every batch tries
/// the
/// disk again, and when there are none, every second does.
public final class SegmentLog implements DecisionLog, AutoCloseable {
    private static final int BATCH = 512;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

    private final LogOptions options;
    private final DirectoryLock lock;
    private final SegmentWriter segments;
    private final BatchWriter writer;
    private final RetentionSweep retention;
    private final LogCounters counters;
    private final EntryQueue queue;
    private final Thread thread;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SegmentLog(
            LogOptions options,
            DirectoryLock lock,
            EntryQueue queue,
            SegmentWriter segments,
            BatchWriter writer,
            RetentionSweep retention,
            LogCounters counters) {
        this.options = options;
        this.lock = lock;
        this.queue = queue;
        this.segments = segments;
        this.writer = writer;
        this.retention = retention;
        this.counters = counters;
        this.thread = new Thread(this::run, "decision-log");
    }

    /// Opens the log of a directory, recovers what a crash left behind, and starts its thread.
    ///
    /// @throws LogException when another process has it, it was altered, or it cannot be written
    public static SegmentLog open(LogOptions options, RecordCodec codec, InstantSource clock) throws LogException {
        return open(options, codec, clock, LogDisk.REAL);
    }

    static SegmentLog open(LogOptions options, RecordCodec codec, InstantSource clock, LogDisk disk)
            throws LogException {
        DirectoryLock lock = DirectoryLock.take(options.directory());
        try {
            SegmentLog log = wired(options, codec, clock, disk, lock);
            log.thread.start();
            return log;
        } catch (IOException failure) {
            lock.release();
            throw new LogException(
                    "cannot write the decision log in `" + options.directory() + "`: " + failure, failure);
        } catch (LogException refused) {
            lock.release();
            throw refused;
        }
    }

    private static SegmentLog wired(
            LogOptions options, RecordCodec codec, InstantSource clock, LogDisk disk, DirectoryLock lock)
            throws LogException, IOException {
        LongSupplier nanoTime = System::nanoTime;
        LogCounters counters = new LogCounters();
        Recovery recovery = Recovery.of(options.directory());
        SegmentWriter segments = new SegmentWriter(options, disk, clock, nanoTime, counters, recovery.end());
        recover(recovery, segments);
        RecordWriter records = new RecordWriter(segments, codec, options.mask());
        return new SegmentLog(
                options,
                lock,
                new EntryQueue(options.queue(), options.mode() == LogMode.ASYNC, nanoTime),
                segments,
                new BatchWriter(segments, records, counters),
                new RetentionSweep(options, segments, disk, counters, clock, nanoTime),
                counters);
    }

    /// Begins a segment behind what is there. The RECOVERY frame is its first, and written before a tear is cut, so
    /// that
    /// a crash between the two leaves both to be seen.
    private static void recover(Recovery recovery, SegmentWriter segments) throws LogException, IOException {
        segments.open();
        if (!recovery.unfinished().isEmpty()) {
            segments.add(Frame.Type.RECOVERY, JsonPayload.write(recovery.content(segments.nowNs())));
        }
        segments.introduce();
        segments.commit();
        for (Recovery.Unfinished unfinished : recovery.unfinished()) {
            unfinished.cut();
        }
    }

    @Override
    public void append(DecisionRecord record, OnStored onStored) {
        boolean async = options.mode() == LogMode.ASYNC;
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
                    "cannot finish the decision log in `" + options.directory() + "`: " + failure, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.release();
        }
    }

    private void run() {
        List<EntryQueue.Entry> batch = new ArrayList<>(BATCH);
        long wait = waitNanos();
        while (true) {
            switch (queue.take(batch, BATCH, wait)) {
                case SOME -> writer.write(batch);
                case NONE -> writer.writeDue();
                case CLOSED -> {
                    writer.writeGap();
                    return;
                }
            }
            batch.clear();
            retention.sweep();
        }
    }

    /// How long to wait for a record before looking for what else is due.
    private long waitNanos() {
        long every = options.checkpointEvery().toNanos();
        return Math.clamp(every, SHORTEST_WAIT.toNanos(), LONGEST_WAIT.toNanos());
    }
}
