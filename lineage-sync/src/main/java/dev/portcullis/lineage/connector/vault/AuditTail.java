package dev.portcullis.lineage.connector.vault;

import dev.portcullis.lineage.connector.ConnectorException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Follows a file that grows, and is renamed or cut to nothing when it is rotated. A renamed file stays open,
/// and is read to its end once the new one has lines: until then its writer may not have noticed. Two
/// rotations between two reads lose the file in the middle, for nobody has its name.
final class AuditTail {
    private final Path file;
    private final int maxLineBytes;
    private final Deque<FollowedFile> renamed = new ArrayDeque<>();
    private @Nullable FollowedFile current;

    AuditTail(Path file, int maxLineBytes) {
        this.file = file;
        this.maxLineBytes = maxLineBytes;
    }

    /// What becomes of lines.
    interface Lines {
        /// @param utf8 without its line feed
        /// @param place `<file>:<line>`
        void line(byte[] utf8, String place);

        /// A line that cannot be taken.
        void skip(String place, String why);
    }

    /// Gives all lines that are complete and new. When it fails, lines it gave stay given.
    void read(Lines lines) throws ConnectorException {
        try {
            boolean exists = follow();
            for (FollowedFile old : renamed) {
                old.read(lines);
            }
            boolean brought = current != null && current.read(lines);
            if (brought) {
                endRenamed(lines);
            } else if (!exists) {
                throw new ConnectorException(file + ": does not exist");
            }
        } catch (IOException unreadable) {
            throw new ConnectorException(file + ": cannot be read");
        }
    }

    /// Where the next read begins: which file, and how far into it.
    String position() {
        return current == null ? "" : current.position();
    }

    /// Forgets everything: the next read begins with the first line of the file that has the name then.
    void restart() throws ConnectorException {
        try {
            if (current != null) {
                current.close();
                current = null;
            }
            while (!renamed.isEmpty()) {
                renamed.removeFirst().close();
            }
        } catch (IOException unclosed) {
            throw new ConnectorException(file + ": cannot be closed");
        }
    }

    /// Opens the file when another one has its name now.
    ///
    /// @return false when none has
    private boolean follow() throws IOException {
        Object key = key();
        if (key == null) {
            return false;
        }
        if (current != null && current.key().equals(key)) {
            return true;
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        if (!key.equals(key())) {
            // Renamed again while it was opened: the next read sorts it out.
            channel.close();
            return true;
        }
        if (current != null) {
            renamed.addLast(current);
        }
        current = new FollowedFile(file.toString(), key, channel, maxLineBytes);
        return true;
    }

    /// What tells one file from another of the same name; null when there is no file.
    private @Nullable Object key() throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Objects.requireNonNullElse(attributes.fileKey(), attributes.creationTime());
        } catch (NoSuchFileException missing) {
            return null;
        }
    }

    private void endRenamed(Lines lines) throws IOException {
        while (!renamed.isEmpty()) {
            renamed.getFirst().read(lines);
            renamed.getFirst().end(lines);
            renamed.removeFirst().close();
        }
    }
}
