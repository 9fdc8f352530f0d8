package dev.portcullis.pdp.log;

import java.nio.file.Path;

/// Something in a log that is not as a server leaves it.
public sealed interface Finding {
    /// The segment.
    Path file();

    /// Where in the segment, in bytes.
    long offset();

    /// Number of the frame that begins, or should begin, there.
    long seq();

    /// What is the matter, in one line that names segment, byte and frame.
    String line();

    /// Whether somebody must have been at work, or nobody vouches for what was to be vouched for.
    default boolean isFailure() {
        return !(this instanceof Torn);
    }

    private String at() {
        return file().getFileName() + ", byte " + offset() + ", frame " + seq() + ": ";
    }

    /// An unfinished frame at the very end: what kill -9 leaves behind, cut at the next start.
    ///
    /// @param bytes of it that are there
    record Torn(Path file, long offset, long seq, long bytes) implements Finding {
        @Override
        public String line() {
            return "torn: " + ((Finding) this).at() + bytes
                    + " bytes of an unfinished frame, as a crash leaves them; the next start cuts them";
        }
    }

    /// Bytes that no writer wrote, or segments that do not belong together.
    record Altered(Path file, long offset, long seq, String what) implements Finding {
        @Override
        public String line() {
            return "ALTERED: " + ((Finding) this).at() + what;
        }
    }

    /// Frames that a trusted key should vouch for and does not.
    record Unsigned(Path file, long offset, long seq, String what) implements Finding {
        @Override
        public String line() {
            return "UNSIGNED: " + ((Finding) this).at() + what;
        }
    }
}
