package dev.portcullis.pdp.decision;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// How many questions may be open at once, found from how long answers take: when they begin to take longer than usual
/// the limit shrinks, so that those that are let in are still answered in time and the others hear of it at once.
///
/* The idea is TCP Vegas' (Brakmo and Peterson, 1994) in the form of a gradient, as the Envoy documentation describes its
 * adaptive concurrency filter and Netflix' "Performance Under Load" its limiter: new limit = limit × (usual time ÷ time
 * now, within [0.5, 1]) + room for a short queue, the square root of the limit. Usual is a slow mean over windows, with
 * half as much again tolerated. A limit that is not used is not raised.
 */
public final class ConcurrencyLimit {
    private static final int WINDOW = 256;
    private static final double USUAL_WEIGHT = 1.0 / 64;
    private static final double TOLERANCE = 1.5;
    private static final double SMOOTHING = 0.2;
    private static final double FORGETTING = 0.95;

    private final int least;
    private final int most;
    private final AtomicInteger open = new AtomicInteger();
    private final ReentrantLock window = new ReentrantLock();
    private volatile int limit;

    // Below: guarded by `window`.
    private double exact;
    private double usualNanos;
    private long sumNanos;
    private int samples;
    private int highest;

    /// Starts in the middle, in proportion.
    ///
    /// @param least from 0
    /// @param most not below `least`
    public ConcurrencyLimit(int least, int most) {
        this.least = least;
        this.most = most;
        this.exact = Math.sqrt((double) least * most);
        this.limit = (int) exact;
    }

    /// Takes a place; false when there is none. [#leave] must follow when it is true.
    public boolean enter() {
        int now = open.incrementAndGet();
        if (now > limit) {
            open.decrementAndGet();
            return false;
        }
        return true;
    }

    /// Gives a place back without learning from it.
    public void leave() {
        open.decrementAndGet();
    }

    /// Gives a place back.
    ///
    /// @param tookNanos from the place's taking to the answer
    public void leave(long tookNanos) {
        int before = open.getAndDecrement();
        // Another thread in here learns enough for both.
        if (window.tryLock()) {
            try {
                learn(before, tookNanos);
            } finally {
                window.unlock();
            }
        }
    }

    private void learn(int opened, long tookNanos) {
        highest = Math.max(highest, opened);
        sumNanos += tookNanos;
        if (++samples == WINDOW) {
            adapt((double) sumNanos / WINDOW);
            sumNanos = 0;
            samples = 0;
            highest = 0;
        }
    }

    private void adapt(double nanos) {
        usualNanos = usualNanos == 0 ? nanos : usualNanos + (nanos - usualNanos) * USUAL_WEIGHT;
        if (usualNanos > 2 * nanos) {
            usualNanos *= FORGETTING;
        }
        double gradient = Math.clamp(TOLERANCE * usualNanos / Math.max(nanos, 1), 0.5, 1.0);
        double next = exact * gradient + Math.sqrt(exact);
        boolean unused = highest < exact / 2;
        if (next < exact || !unused) {
            exact = Math.clamp(exact + (next - exact) * SMOOTHING, least, most);
            limit = (int) exact;
        }
    }

    /// The limit now.
    public int limit() {
        return limit;
    }

    /// Places taken now.
    public int open() {
        return open.get();
    }
}
