package dev.portcullis.pdp.decision;

/// The place of a snapshot in the order of all snapshots: first by epoch, then by sequence number.
///
/// @param epoch at least 1; what a caller insists on may be anything
/// @param seq at least 0; what a caller insists on may be anything
public record SnapshotVersion(long epoch, long seq) implements Comparable<SnapshotVersion> {
    @Override
    public int compareTo(SnapshotVersion other) {
        int byEpoch = Long.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Long.compare(seq, other.seq);
    }

    /// `epoch.seq`.
    @Override
    public String toString() {
        return epoch + "." + seq;
    }
}
