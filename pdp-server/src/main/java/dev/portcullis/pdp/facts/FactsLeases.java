package dev.portcullis.pdp.facts;

import java.util.concurrent.atomic.AtomicLongArray;

/// Counts who is reading, over stripes, so that decisions on different threads do not meet in one cache line.
///
/* A lease may be given back on another thread, so a single stripe may go below zero; only the sum means something. Once
 * retired, `idle` is right when it says yes: a lease is counted before it looks at `retired`, so every lease that
 * was granted is in the sum, while of those given back some may still be missing from it. A refused one is taken
 * off the very stripe it was put on, so it never makes the sum too small.
 */
final class FactsLeases {
    private static final int STRIPES = 32;

    /// Longs between two stripes: two cache lines, because of the prefetcher.
    private static final int SPACING = 16;

    private final AtomicLongArray counts = new AtomicLongArray(STRIPES * SPACING);
    private volatile boolean retired;

    /// False once retired.
    boolean acquire() {
        int stripe = stripe();
        counts.incrementAndGet(stripe);
        if (retired) {
            counts.decrementAndGet(stripe);
            return false;
        }
        return true;
    }

    void release() {
        counts.decrementAndGet(stripe());
    }

    /// Grants no further lease.
    void retire() {
        retired = true;
    }

    /// Whether, after [#retire], nobody reads any more and nobody ever will.
    boolean idle() {
        long held = 0;
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            held += counts.get(stripe * SPACING);
        }
        return retired && held == 0;
    }

    private static int stripe() {
        return (int) (Thread.currentThread().threadId() % STRIPES) * SPACING;
    }
}
