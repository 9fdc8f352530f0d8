package dev.portcullis.snapshot;

import java.util.concurrent.atomic.AtomicBoolean;

/// The right to read a snapshot until it is given back. Closing twice is closing once.
public final class SnapshotLease implements AutoCloseable {
    private final Snapshot snapshot;
    private final AtomicBoolean closed = new AtomicBoolean();

    SnapshotLease(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /// The snapshot that may be read.
    public Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            snapshot.release();
        }
    }
}
