package dev.portcullis.lineage.sync;

import dev.portcullis.snapshot.HighWaterMark;
import dev.portcullis.snapshot.InvalidContentException;
import dev.portcullis.snapshot.RollbackException;
import dev.portcullis.snapshot.SnapshotContent;
import dev.portcullis.snapshot.SnapshotVersion;
import dev.portcullis.snapshot.SnapshotWriter;
import dev.portcullis.snapshot.trust.SigningKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Publishes snapshots into one file. A state directory beside it keeps the last version that was taken, so that
/// versions only ever rise, and a lock, so that two processes never write the same file.
public final class SnapshotPublisher implements Publisher, AutoCloseable {
    private final Path file;
    private final SnapshotWriter writer;
    private final HighWaterMark taken;
    private final SnapshotVersion first;
    private final FileChannel lock;

    private SnapshotPublisher(Path file, SigningKey key, HighWaterMark taken, SnapshotVersion first, FileChannel lock) {
        this.file = file;
        this.writer = new SnapshotWriter(key);
        this.taken = taken;
        this.first = first;
        this.lock = lock;
    }

    /// Opens a place for snapshots and locks it.
    ///
    /// @param state the directory of version and lock; made when it is not there
    /// @param first the version of the first snapshot. Later ones continue from the last, in the same epoch
    /// @throws PublishException when the place is not writable, in use, or holds snapshots of another epoch
    public static SnapshotPublisher open(Path file, Path state, SigningKey key, SnapshotVersion first)
            throws PublishException {
        if (Files.isDirectory(file)) {
            throw new PublishException(file + ": is a directory, a snapshot is a file");
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isWritable(directory)) {
            throw new PublishException(file + ": cannot be written, its directory does not exist or is read-only");
        }
        FileChannel lock = lock(state);
        boolean opened = false;
        try {
            HighWaterMark taken = HighWaterMark.open(state.resolve("version"));
            checkContinues(file, state, taken.mark(), first);
            var publisher = new SnapshotPublisher(file, key, taken, first, lock);
            opened = true;
            return publisher;
        } catch (IOException unreadable) {
            throw new PublishException(String.valueOf(unreadable.getMessage()));
        } finally {
            if (!opened) {
                close(lock);
            }
        }
    }

    private static FileChannel lock(Path state) throws PublishException {
        try {
            Files.createDirectories(state);
            FileChannel channel =
                    FileChannel.open(state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock held = channel.tryLock();
                if (held != null) {
                    return channel;
                }
            } catch (OverlappingFileLockException sameProcess) {
                // Falls through: held by another publisher of this process.
            }
            close(channel);
            throw new PublishException(state + ": is in use by another sync");
        } catch (IOException unwritable) {
            throw new PublishException(state + ": cannot be written");
        }
    }

    private static void checkContinues(Path file, Path state, Optional<SnapshotVersion> mark, SnapshotVersion first)
            throws PublishException {
        if (mark.isPresent() && mark.get().epoch() != first.epoch()) {
            throw new PublishException(state + ": holds epoch " + mark.get().epoch() + ", asked for is " + first.epoch()
                    + "; only a reset of the store raises the epoch");
        }
        if (mark.isEmpty() && Files.exists(file)) {
            throw new PublishException(file + ": exists, but `" + state
                    + "` does not know its version; remove the file or restore that directory");
        }
    }

    @Override
    public SnapshotVersion next() throws PublishException {
        SnapshotVersion next = taken.mark()
                .map(last -> new SnapshotVersion(last.epoch(), last.seq() + 1))
                .orElse(first);
        try {
            taken.accept(next);
            return next;
        } catch (IOException unwritable) {
            throw new PublishException(file + ": version " + next + " cannot be recorded, so it is not published");
        } catch (RollbackException impossible) {
            throw new AssertionError("BUG: " + next + " is not later than the last version", impossible);
        }
    }

    @Override
    public long publish(SnapshotContent content) throws PublishException {
        try {
            writer.publish(content, file);
            return Files.size(file);
        } catch (InvalidContentException contradiction) {
            throw new PublishException("the evidence contradicts itself: " + contradiction.getMessage());
        } catch (IOException unwritable) {
            throw new PublishException(file + ": cannot be written");
        }
    }

    @Override
    public void close() {
        close(lock);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // The lock ends with the process at the latest; there is nothing to save.
        }
    }
}
