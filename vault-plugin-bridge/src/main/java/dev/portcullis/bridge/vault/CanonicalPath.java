package dev.portcullis.bridge.vault;

/// A path that every reader understands alike: segments of plain characters, none empty, none `.` or `..`. Everything
/// that a server might decode, fold or resolve is refused instead of being understood.
final class CanonicalPath {
    private static final int LONGEST = 4_096;

    private CanonicalPath() {}

    /// Whether a path without slashes at its ends is of this form.
    static boolean isPlain(String path) {
        if (path.isEmpty() || path.length() > LONGEST) {
            return false;
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..") || !isPlainSegment(segment)) {
                return false;
            }
        }
        return true;
    }

    /// RFC 3986's unreserved characters and those sub-delimiters and others that no server treats specially in a
    /// path: no percent sign, no semicolon, no backslash.
    private static boolean isPlainSegment(String segment) {
        return segment.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || "-._~@:+=,!$".indexOf(c) >= 0);
    }
}
