package dev.portcullis.pdp.log;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Tells whether some time has passed, by a clock that nobody sets.
final class Interval {
    private final long nanos;
    private final LongSupplier nanoTime;
    private long startedAt;

    /// @param nanoTime as [System#nanoTime]
    Interval(Duration length, LongSupplier nanoTime) {
        this.nanos = length.toNanos();
        this.nanoTime = nanoTime;
        this.startedAt = nanoTime.getAsLong();
    }

    boolean isOver() {
        return nanoTime.getAsLong() - startedAt >= nanos;
    }

    void restart() {
        startedAt = nanoTime.getAsLong();
    }
}
