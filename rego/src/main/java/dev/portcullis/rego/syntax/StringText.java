package dev.portcullis.rego.syntax;

import org.jspecify.annotations.Nullable;

/// The escapes of quoted strings, which are those of JSON.
final class StringText {
    private static final int HEX_DIGITS = 4;

    private StringText() {}

    /// The characters meant by the text between the quotes; null when it is not what JSON allows: an unknown escape, or
    /// (only beside an escape, as in OPA) a control character.
    static @Nullable String unescaped(String inner) {
        if (inner.indexOf('\\') < 0) {
            return inner;
        }
        StringBuilder meant = new StringBuilder(inner.length());
        int i = 0;
        while (i < inner.length()) {
            char c = inner.charAt(i);
            if (c < ' ') {
                return null;
            }
            if (c != '\\') {
                meant.append(c);
                i++;
                continue;
            }
            char escape = i + 1 < inner.length() ? inner.charAt(i + 1) : 0;
            int unit = escape == 'u' ? hexUnit(inner, i + 2) : plainEscape(escape);
            if (unit < 0) {
                return null;
            }
            meant.append((char) unit);
            i += escape == 'u' ? 2 + HEX_DIGITS : 2;
        }
        return meant.toString();
    }

    private static int plainEscape(char escape) {
        return switch (escape) {
            case '"', '\\', '/' -> escape;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> -1;
        };
    }

    private static int hexUnit(String text, int start) {
        if (start + HEX_DIGITS > text.length()) {
            return -1;
        }
        int unit = 0;
        for (int i = start; i < start + HEX_DIGITS; i++) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
