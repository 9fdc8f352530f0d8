package dev.portcullis.rego.builtin;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Characters and quotes as Go has them, where Java's differ.
final class GoText {
    private GoText() {}

    /// Go's `unicode.IsSpace`.
    static boolean isSpace(int codePoint) {
        return switch (codePoint) {
            case '\t', '\n', 0x0B, '\f', '\r', ' ', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
            default -> codePoint >= 0x2000 && codePoint <= 0x200A;
        };
    }

    /// A string in double quotes as the messages of Go's `time` package have it: what is not printable ASCII in
    /// `\x`.
    static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b < ' ') {
                out.append("\\x").append(HexFormat.of().toHexDigits(b));
            } else {
                out.append(b == '"' || b == '\\' ? "\\" : "").append((char) b);
            }
        }
        return out.append('"').toString();
    }
}
