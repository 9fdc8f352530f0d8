package dev.portcullis.pdp.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Keeps a directory to one process, by a lock that ends with the process however it ends.
final class DirectoryLock {
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Takes a directory, which is made if need be.
    ///
    /// @throws LogException when another process has it
    static DirectoryLock take(Path directory) throws LogException {
        Path file = directory.resolve("lock");
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new LogException("another process writes the decision log in `" + directory
                        + "`; give each server its own directory");
            }
            return new DirectoryLock(channel);
        } catch (IOException failure) {
            throw new LogException("cannot use `" + directory + "` for the decision log: " + failure, failure);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException thisProcess) {
            return null;
        }
    }

    void release() {
        try {
            channel.close();
        } catch (IOException gone) {
            // The lock ends with the channel, and the channel with the process.
            throw new AssertionError("BUG: closing a lock file cannot fail", gone);
        }
    }
}
