package dev.portcullis.pdp.log;

import dev.portcullis.pdp.decision.DecisionLog;
import dev.portcullis.pdp.decision.DecisionRecord;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Records on their way to the writer: any thread offers without ever waiting, one thread takes.
final class EntryQueue {
    private final int capacity;
    private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private volatile boolean closed;
    private volatile @Nullable Thread sleeper;

    EntryQueue(int capacity) {
        this.capacity = capacity;
    }

    /// A record and who waits for it.
    record Entry(DecisionRecord record, DecisionLog.OnStored onStored) {}

    /// False when the queue is full or closed; the entry then stays the caller's.
    boolean offer(Entry entry) {
        if (size.incrementAndGet() > capacity || closed) {
            size.decrementAndGet();
            wake();
            return false;
        }
        entries.add(entry);
        wake();
        return true;
    }

    /// Moves up to `max` entries into `batch`, waiting for the first one. False when the queue is closed and empty.
    boolean take(List<Entry> batch, int max) {
        sleeper = Thread.currentThread();
        while (entries.isEmpty()) {
            // `size` covers an offer that passed the test of `closed` and has not added its entry yet.
            if (closed && size.get() == 0) {
                return false;
            }
            LockSupport.park(this);
        }
        sleeper = null;
        for (Entry entry = entries.poll(); entry != null; entry = batch.size() < max ? entries.poll() : null) {
            batch.add(entry);
            size.decrementAndGet();
        }
        return true;
    }

    /// Refuses further entries; those inside are still taken.
    void close() {
        closed = true;
        wake();
    }

    private void wake() {
        Thread waiting = sleeper;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    int size() {
        return size.get();
    }
}
