package dev.portcullis.pdp.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// What the log asks of a disk: a seam, so that a test can fill it.
interface LogDisk {
    /// The machine's file system.
    LogDisk REAL = new LogDisk() {
        @Override
        public LogFile create(Path file) throws IOException {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
            return new ChannelFile(FileChannel.open(file, StandardOpenOption.WRITE));
        }

        @Override
        public void forceDirectory(Path directory) throws IOException {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    };

    /// Creates a file that must not exist.
    LogFile create(Path file) throws IOException;

    /// Makes the names in a directory durable.
    void forceDirectory(Path directory) throws IOException;

    /// A file that is being written.
    interface LogFile extends AutoCloseable {
        /// Writes all of a buffer at an offset.
        void write(ByteBuffer bytes, long offset) throws IOException;

        /// Makes what was written durable.
        void force() throws IOException;

        /// Cuts the file.
        void truncate(long length) throws IOException;

        @Override
        void close() throws IOException;
    }

    /// A file behind a channel.
    record ChannelFile(FileChannel channel) implements LogFile {
        @Override
        public void write(ByteBuffer bytes, long offset) throws IOException {
            long at = offset;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(long length) throws IOException {
            channel.truncate(length);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
