package dev.portcullis.snapshot;

/// The place of a snapshot in the order of all snapshots of one store: first by epoch, then by sequence number.
///
/// @param epoch raised only by an operator's reset of the store; at least 1
/// @param seq raised by every published snapshot of an epoch; at least 0
public record SnapshotVersion(long epoch, long seq) implements Comparable<SnapshotVersion> {
    public SnapshotVersion {
        if (epoch < 1 || seq < 0) {
            throw new IllegalArgumentException("snapshot version out of range: `" + epoch + "." + seq + "`");
        }
    }

    @Override
    public int compareTo(SnapshotVersion other) {
        int byEpoch = Long.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Long.compare(seq, other.seq);
    }

    /// `epoch.seq`, the form used in logs and on the command line.
    @Override
    public String toString() {
        return epoch + "." + seq;
    }
}
