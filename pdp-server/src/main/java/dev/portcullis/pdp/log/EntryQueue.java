package dev.portcullis.pdp.log;

import dev.portcullis.pdp.decision.DecisionLog;
import dev.portcullis.pdp.decision.DecisionRecord;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Records on their way to the writer: any thread offers without ever waiting, one thread takes.
///
/// Waking a thread costs the waker microseconds, which it spends on an event loop. Where nobody waits for a record to
/// be written, a taker that had work lately therefore naps instead of sleeping: whoever offers then wakes nobody.
final class EntryQueue {
    private static final long NAP_NANOS = 1_000_000;
    private static final long LATELY_NANOS = 100_000_000;

    private final int capacity;
    private final boolean mayNap;
    private final LongSupplier nanoTime;
    private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private volatile boolean closed;
    private volatile @Nullable Thread sleeper;
    /// Used by the taker only.
    private boolean tookLately;

    /// @param mayNap whether an entry may wait a millisecond for the taker to look
    EntryQueue(int capacity, boolean mayNap, LongSupplier nanoTime) {
        this.capacity = capacity;
        this.mayNap = mayNap;
        this.nanoTime = nanoTime;
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

    /// What a wait for entries came to.
    enum Taken {
        SOME,
        /// None came in time.
        NONE,
        /// None will come.
        CLOSED
    }

    /// Moves up to `max` entries into `batch`, waiting some time for the first one.
    Taken take(List<Entry> batch, int max, long waitNanos) {
        long start = nanoTime.getAsLong();
        if (!mayNap || !tookLately) {
            sleeper = Thread.currentThread();
        }
        tookLately = false;
        while (entries.isEmpty()) {
            // `size` covers an offer that passed the test of `closed` and has not added its entry yet.
            if (closed && size.get() == 0) {
                return Taken.CLOSED;
            }
            long left = waitNanos - (nanoTime.getAsLong() - start);
            if (left <= 0) {
                sleeper = null;
                return Taken.NONE;
            }
            if (sleeper == null && nanoTime.getAsLong() - start < LATELY_NANOS) {
                LockSupport.parkNanos(this, Math.min(left, NAP_NANOS));
            } else if (sleeper == null) {
                // Seen by whoever offers from now on; what was offered before is looked for once more.
                sleeper = Thread.currentThread();
            } else {
                LockSupport.parkNanos(this, left);
            }
        }
        sleeper = null;
        for (Entry entry = entries.poll(); entry != null; entry = batch.size() < max ? entries.poll() : null) {
            batch.add(entry);
            size.decrementAndGet();
        }
        tookLately = true;
        return Taken.SOME;
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
