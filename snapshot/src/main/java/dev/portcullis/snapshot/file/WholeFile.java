package dev.portcullis.snapshot.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Writes a file so that a reader finds the old one or the new one, whole, also after a crash: a temporary file in
/// the same directory, fsync, rename, fsync of the directory. The mode is 0600 unless a method says otherwise.
///
/// One writer per path at a time: a second one fails on the temporary file. What a crash leaves behind there is
/// removed by the next write.
public final class WholeFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");

    private WholeFile() {}

    /// Fills a new, empty file.
    ///
    /// @param <X> what else may keep it from doing so
    @FunctionalInterface
    public interface Filling<X extends Exception> {
        void fill(FileChannel file) throws IOException, X;
    }

    /// Replaces `path`, or creates it.
    ///
    /// @throws IOException when any step fails; the old file is then untouched and the temporary file removed
    public static <X extends Exception> void replace(Path path, Filling<X> filling) throws IOException, X {
        replace(path, OWNER_ONLY, filling);
    }

    /// Replaces `path` by these bytes, or creates it. What is not secret keeps its mode; new, it is 0644.
    public static void replaceReadable(Path path, byte[] bytes) throws IOException {
        var mode = Files.exists(path) ? Files.getPosixFilePermissions(path) : READABLE;
        replace(path, mode, file -> writeFully(file, bytes));
    }

    private static <X extends Exception> void replace(Path path, Set<PosixFilePermission> mode, Filling<X> filling)
            throws IOException, X {
        Path target = path.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        try {
            create(temporary, mode, filling);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        syncDirectory(target);
    }

    /// Replaces `path` by these bytes, or creates it.
    public static void replace(Path path, byte[] bytes) throws IOException {
        replace(path, file -> writeFully(file, bytes));
    }

    /// Creates `path` with these bytes.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException when there is a file; it is left alone
    public static void createNew(Path path, byte[] bytes) throws IOException {
        Path target = path.toAbsolutePath();
        create(target, OWNER_ONLY, file -> writeFully(file, bytes));
        syncDirectory(target);
    }

    private static <X extends Exception> void create(Path path, Set<PosixFilePermission> mode, Filling<X> filling)
            throws IOException, X {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var file = FileChannel.open(path, options, PosixFilePermissions.asFileAttribute(mode))) {
            filling.fill(file);
            file.force(true);
        }
    }

    private static void writeFully(FileChannel file, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            file.write(rest);
        }
    }

    private static void syncDirectory(Path target) throws IOException {
        Path directory = target.getParent();
        if (directory != null) {
            try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
