package dev.portcullis.pdp.facts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// What tells one file from the one that was renamed over it: number, size and time of modification.
///
/// @param number empty when there is no file
record FileStamp(String number, long size, long modifiedNanos) {
    private static final FileStamp NONE = new FileStamp("", 0, 0);

    /// @throws IOException when it cannot be told, other than because there is no file
    static FileStamp of(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileStamp(
                    String.valueOf(attributes.fileKey()),
                    attributes.size(),
                    attributes.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS));
        } catch (NoSuchFileException e) {
            return NONE;
        }
    }

    boolean exists() {
        return !number.isEmpty();
    }
}
