package dev.portcullis.pdp.policy;

import dev.portcullis.rego.bundle.BundleException;
import dev.portcullis.snapshot.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// The newest revision of a bundle that was ever active here, kept in a file: an older bundle with a good signature is
/// then refused, also after a restart. The revisions of such a bundle are whole numbers.
///
/// On a disk that does not outlive the process the mark does not either; then only `exp` bounds a rollback.
public record RevisionMark(Path file) {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

    /// Refuses a revision that is older than the mark.
    void check(String revision) throws BundleException {
        long asked = number(revision);
        long mark = mark();
        if (asked < mark) {
            throw BundleException.rule(
                    ".manifest", "revision `" + revision + "` is older than `" + mark + "`, which was active here");
        }
    }

    /// Moves the mark to a revision that was checked. When this returns, the mark is on the disk.
    void accept(String revision) throws BundleException {
        if (number(revision) == mark()) {
            return;
        }
        try {
            WholeFile.replace(file, (revision + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException unwritable) {
            throw BundleException.rule(
                    file.toString(), "the revision mark cannot be written: " + unwritable.getMessage());
        }
    }

    private long mark() throws BundleException {
        try {
            return Files.exists(file) ? Long.parseLong(content()) : -1;
        } catch (IOException | NumberFormatException unreadable) {
            throw BundleException.rule(
                    file.toString(), "does not hold a revision like `42`; remove it to accept any revision once");
        }
    }

    private String content() throws IOException {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1).stripTrailing();
        return NUMBER.matcher(content).matches() ? content : "";
    }

    private static long number(String revision) throws BundleException {
        if (!NUMBER.matcher(revision).matches()) {
            throw BundleException.rule(
                    ".manifest", "revision `" + revision + "` is not a whole number, which `revision_mark` needs");
        }
        return Long.parseLong(revision);
    }
}
