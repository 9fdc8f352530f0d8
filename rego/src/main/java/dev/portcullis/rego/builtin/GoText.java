package dev.portcullis.rego.builtin;

/// Character classes as Go defines them, where Java's differ.
final class GoText {
    private GoText() {}

    /// Go's `unicode.IsSpace`.
    static boolean isSpace(int codePoint) {
        return switch (codePoint) {
            case '\t', '\n', 0x0B, '\f', '\r', ' ', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
            default -> codePoint >= 0x2000 && codePoint <= 0x200A;
        };
    }
}
