package dev.portcullis.snapshot;

/// A snapshot that is older than one that was accepted before.
public final class RollbackException extends Exception {
    private static final long serialVersionUID = 1L;

    RollbackException(SnapshotVersion offered, SnapshotVersion mark) {
        super("snapshot `" + offered + "` is older than `" + mark + "`, which was accepted before");
    }
}
