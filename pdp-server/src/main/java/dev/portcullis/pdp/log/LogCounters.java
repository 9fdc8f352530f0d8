package dev.portcullis.pdp.log;

import java.util.concurrent.atomic.AtomicLong;

/// How a log has fared since it was opened; read by metrics and readiness.
public final class LogCounters {
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong untold = new AtomicLong();
    private volatile String problem = "";

    LogCounters() {}

    void written(int kept, int missing, String batchProblem) {
        stored.addAndGet(kept);
        lost.addAndGet(missing);
        problem = batchProblem;
    }

    void refused() {
        lost.incrementAndGet();
    }

    void untold() {
        untold.incrementAndGet();
    }

    /// Answers whose connection was gone when their record was written.
    public long undelivered() {
        return untold.get();
    }

    /// Records written.
    public long stored() {
        return stored.get();
    }

    /// Records that could not be kept. In durable modes their decisions were denied.
    public long lost() {
        return lost.get();
    }

    /// What kept the last batch from being written; empty when it was written.
    public String problem() {
        return problem;
    }
}
