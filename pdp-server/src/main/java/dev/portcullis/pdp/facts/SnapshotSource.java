package dev.portcullis.pdp.facts;

import dev.portcullis.snapshot.HighWaterMark;
import dev.portcullis.snapshot.RollbackException;
import dev.portcullis.snapshot.Snapshot;
import dev.portcullis.snapshot.SnapshotFormatException;
import dev.portcullis.snapshot.trust.Trust;
import dev.portcullis.snapshot.trust.TrustException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// Where snapshots are published, and what makes one acceptable.
///
/// @param file replaced by rename, never written in place
/// @param trustFile read again for every snapshot, so that keys can be rotated in a running server
/// @param mark the newest version ever accepted
public record SnapshotSource(Path file, Path trustFile, HighWaterMark mark) {
    /// Opens what is there now. When this returns, no older snapshot will be accepted again.
    Snapshot open(Instant now) throws RejectedSnapshotException {
        Trust trust = trust();
        Snapshot snapshot = openTrusted(trust, now);
        if (snapshot.notAfterNs() <= nanoseconds(now)) {
            snapshot.close();
            throw new RejectedSnapshotException("expired", file + ": is past its freshness limit");
        }
        try {
            mark.accept(snapshot.version());
            return snapshot;
        } catch (RollbackException e) {
            snapshot.close();
            throw new RejectedSnapshotException("rolled_back", file + ": " + e.getMessage());
        } catch (IOException e) {
            snapshot.close();
            throw new RejectedSnapshotException("high_water_mark", "cannot record the version: " + e.getMessage());
        }
    }

    private static long nanoseconds(Instant time) {
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }

    private Trust trust() throws RejectedSnapshotException {
        try {
            return Trust.read(trustFile);
        } catch (TrustException e) {
            throw new RejectedSnapshotException("trust_file", String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            throw new RejectedSnapshotException(
                    "trust_file", trustFile + ": does not exist; its lines are what `portcullis keys generate` prints");
        } catch (IOException e) {
            throw new RejectedSnapshotException("trust_file", trustFile + ": cannot be read: " + e.getMessage());
        }
    }

    private Snapshot openTrusted(Trust trust, Instant now) throws RejectedSnapshotException {
        try {
            return Snapshot.open(file, trust, now);
        } catch (SnapshotFormatException e) {
            throw new RejectedSnapshotException(e.code(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new RejectedSnapshotException("unreadable", file + ": cannot be read: " + e.getMessage());
        }
    }
}
