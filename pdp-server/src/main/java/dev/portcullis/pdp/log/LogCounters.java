package dev.portcullis.pdp.log;

import java.util.concurrent.atomic.AtomicLong;

/// How a log has fared since it was opened; read by metrics and readiness.
public final class LogCounters {
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong redacted = new AtomicLong();
    private final AtomicLong untold = new AtomicLong();
    private final AtomicLong checkpoints = new AtomicLong();
    private final AtomicLong deleted = new AtomicLong();
    private final AtomicLong retentionFailures = new AtomicLong();
    private volatile long segment;
    private volatile long nextSeq;
    private volatile String problem = "";

    LogCounters() {}

    void written(int kept, int missing, String batchProblem) {
        stored.addAndGet(kept);
        lost.addAndGet(missing);
        problem = batchProblem;
    }

    void reached(long openSegment, long seq) {
        segment = openSegment;
        nextSeq = seq;
    }

    void refused() {
        lost.incrementAndGet();
    }

    void redacted(int records) {
        redacted.addAndGet(records);
    }

    void untold() {
        untold.incrementAndGet();
    }

    void signed() {
        checkpoints.incrementAndGet();
    }

    void deleted(int segments) {
        deleted.addAndGet(segments);
    }

    void retentionFailed() {
        retentionFailures.incrementAndGet();
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

    /// Records of which only a stub was stored because masking failed; among [#stored].
    public long redacted() {
        return redacted.get();
    }

    /// Checkpoints signed, those that seal a segment among them.
    public long checkpoints() {
        return checkpoints.get();
    }

    /// Segments that retention has deleted.
    public long deletedSegments() {
        return deleted.get();
    }

    /// How often retention could not delete what it should.
    public long retentionFailures() {
        return retentionFailures.get();
    }

    /// Number of the open segment.
    public long segment() {
        return segment;
    }

    /// Number that the next frame gets: what `portcullis log verify --expect-seq` wants to know.
    public long nextSeq() {
        return nextSeq;
    }

    /// What kept the last batch from being written; empty when it was written.
    public String problem() {
        return problem;
    }
}
