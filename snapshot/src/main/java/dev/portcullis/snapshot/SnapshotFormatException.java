package dev.portcullis.snapshot;

/// Why a file is not used as a snapshot. The message says which file, what was found and what was allowed. Nothing of
/// the file has been used when this is thrown.
public abstract sealed class SnapshotFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String file;

    private SnapshotFormatException(String file, String message) {
        super(file + ": " + message);
        this.file = file;
    }

    /// The file that was refused.
    public String file() {
        return file;
    }

    /// The stable word for metrics and answers: `corrupt`, `too_old`, `too_new` or `untrusted`.
    public String code() {
        return switch (this) {
            case Corrupt _ -> "corrupt";
            case TooOld _ -> "too_old";
            case TooNew _ -> "too_new";
            case Untrusted _ -> "untrusted";
        };
    }

    /// The bytes are not what a writer wrote.
    public static final class Corrupt extends SnapshotFormatException {
        private static final long serialVersionUID = 1L;

        Corrupt(String file, String message) {
            super(file, message);
        }
    }

    /// A format version that is no longer read.
    public static final class TooOld extends SnapshotFormatException {
        private static final long serialVersionUID = 1L;

        TooOld(String file, String message) {
            super(file, message);
        }
    }

    /// A format version that is not yet known.
    public static final class TooNew extends SnapshotFormatException {
        private static final long serialVersionUID = 1L;

        TooNew(String file, String message) {
            super(file, message);
        }
    }

    /// Signed by nobody who is trusted to sign snapshots now.
    public static final class Untrusted extends SnapshotFormatException {
        private static final long serialVersionUID = 1L;

        Untrusted(String file, String message) {
            super(file, message);
        }
    }
}
