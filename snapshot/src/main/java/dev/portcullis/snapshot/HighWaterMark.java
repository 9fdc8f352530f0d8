package dev.portcullis.snapshot;

import dev.portcullis.snapshot.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The newest snapshot version that was ever accepted here, kept in a file, so that an older snapshot is refused also
/// after a restart. The file holds `<epoch>.<seq>` and a line end.
///
/// On a disk that does not outlive the process the mark does not either; then only `not_after` bounds a rollback.
public final class HighWaterMark {
    private static final Pattern CONTENT = Pattern.compile("([1-9][0-9]{0,18})\\.(0|[1-9][0-9]{0,18})\n");
    private static final int MAX_BYTES = 64;

    private final Path file;
    private @Nullable SnapshotVersion mark;

    private HighWaterMark(Path file, @Nullable SnapshotVersion mark) {
        this.file = file;
        this.mark = mark;
    }

    /// Reads the mark; a file that is not there is no mark yet.
    ///
    /// @throws IOException when the file cannot be read or is not a mark: to start over, an operator removes it
    public static HighWaterMark open(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new HighWaterMark(file, null);
        }
        String content = Files.size(file) > MAX_BYTES ? "" : Files.readString(file, StandardCharsets.ISO_8859_1);
        Matcher matcher = CONTENT.matcher(content);
        try {
            if (matcher.matches()) {
                return new HighWaterMark(
                        file, new SnapshotVersion(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))));
            }
        } catch (NumberFormatException tooLarge) {
            // Falls through: a number beyond 63 bits is no mark either.
        }
        throw new IOException(file + ": does not hold a version like `7.100`");
    }

    /// The newest version that was accepted; empty when there is none.
    public synchronized Optional<SnapshotVersion> mark() {
        return Optional.ofNullable(mark);
    }

    /// Accepts a version that is not older than the mark, and moves the mark there. When this returns, the new mark
    /// is on the disk.
    ///
    /// @throws RollbackException when the version is older; the mark stays
    /// @throws IOException when the mark cannot be written; it stays, and the snapshot must not be used
    public synchronized void accept(SnapshotVersion version) throws RollbackException, IOException {
        if (mark != null && version.compareTo(mark) < 0) {
            throw new RollbackException(version, mark);
        }
        if (!version.equals(mark)) {
            WholeFile.replace(file, (version + "\n").getBytes(StandardCharsets.US_ASCII));
            mark = version;
        }
    }
}
