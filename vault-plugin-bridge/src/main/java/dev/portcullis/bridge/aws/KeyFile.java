package dev.portcullis.bridge.aws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A key set in a file, read again when the file is another one. Safe for use by several threads.
final class KeyFile {
    private static final long LONGEST = 1 << 20;

    private final Path file;
    private volatile @Nullable Loaded loaded;

    /// What was read, and by what a change of the file is seen.
    private record Loaded(
            FileTime modified, long size, @Nullable Object id, KeySet keys) {
        boolean isOf(BasicFileAttributes now) {
            return modified.equals(now.lastModifiedTime()) && size == now.size() && Objects.equals(id, now.fileKey());
        }
    }

    KeyFile(Path file) {
        this.file = file;
    }

    /// The keys as they are in the file now.
    ///
    /// @throws IOException when it cannot be read; keys of an earlier state are not used then
    KeySet keys() throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        Loaded known = loaded;
        if (known != null && known.isOf(now)) {
            return known.keys;
        }
        if (now.size() > LONGEST) {
            throw new IOException("the key set `" + file + "` has more than " + LONGEST + " bytes");
        }
        KeySet keys = KeySet.read(Files.readAllBytes(file));
        loaded = new Loaded(now.lastModifiedTime(), now.size(), now.fileKey(), keys);
        return keys;
    }
}
