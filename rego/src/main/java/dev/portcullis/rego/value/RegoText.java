package dev.portcullis.rego.value;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Values as Rego text: what OPA prints for a term (`{1, "a"}`, `{"k": [true]}`, `set()`).
public final class RegoText {
    private RegoText() {}

    public static String write(RegoValue value) {
        StringBuilder out = new StringBuilder();
        append(value, out);
        return out.toString();
    }

    private static void append(RegoValue value, StringBuilder out) {
        switch (value) {
            case RegoNull _ -> out.append("null");
            case RegoBoolean b -> out.append(b.value());
            case RegoNumber n -> out.append(n.text());
            case RegoString s -> out.append(quote(s, false));
            case RegoArray a -> appendElements(a, '[', ']', out);
            case RegoSet s when s.size() == 0 -> out.append("set()");
            case RegoSet s -> appendElements(s.toArray(), '{', '}', out);
            case RegoObject o -> appendObject(o, out);
        }
    }

    private static void appendElements(RegoArray elements, char open, char close, StringBuilder out) {
        out.append(open);
        for (int i = 0, n = elements.size(); i < n; i++) {
            if (i > 0) {
                out.append(", ");
            }
            append(elements.get(i), out);
        }
        out.append(close);
    }

    private static void appendObject(RegoObject object, StringBuilder out) {
        out.append('{');
        int[] slots = object.sortedSlots();
        for (int i = 0; i < slots.length; i++) {
            if (i > 0) {
                out.append(", ");
            }
            append(object.key(slots[i]), out);
            out.append(": ");
            append(object.value(slots[i]), out);
        }
        out.append('}');
    }

    /// A string in double quotes with Go's escapes, which are what OPA prints: `\x00` for control characters and
    /// invalid bytes, `\u2028` for what is not printable.
    ///
    /// @param asciiOnly whether everything beyond ASCII is escaped
    public static String quote(RegoString string, boolean asciiOnly) {
        StringBuilder out = new StringBuilder("\"");
        if (string.isValidUtf8()) {
            string.value().codePoints().forEach(c -> appendEscaped(c, '"', asciiOnly, out));
        } else {
            byte[] bytes = string.utf8();
            for (int at = 0; at < bytes.length; ) {
                int length = Utf8.sequenceLength(bytes, at);
                if (length == 0) {
                    out.append("\\x").append(HexFormat.of().toHexDigits(bytes[at]));
                } else {
                    String piece = new String(bytes, at, length, StandardCharsets.UTF_8);
                    appendEscaped(piece.codePointAt(0), '"', asciiOnly, out);
                }
                at += Math.max(1, length);
            }
        }
        return out.append('"').toString();
    }

    /// A code point in single quotes with Go's escapes.
    public static String quoteRune(int codePoint, boolean asciiOnly) {
        StringBuilder out = new StringBuilder("'");
        appendEscaped(codePoint, '\'', asciiOnly, out);
        return out.append('\'').toString();
    }

    /// Whether Go prints a code point as it is: letters, marks, numbers, punctuation, symbols and the ASCII space.
    public static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UNASSIGNED,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }

    private static void appendEscaped(int codePoint, char quote, boolean asciiOnly, StringBuilder out) {
        if (codePoint == quote || codePoint == '\\') {
            out.append('\\').append((char) codePoint);
            return;
        }
        if (isPrintable(codePoint) && (codePoint < 0x80 || !asciiOnly)) {
            out.appendCodePoint(codePoint);
            return;
        }
        HexFormat hex = HexFormat.of();
        switch (codePoint) {
            case 0x07 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 0x0B -> out.append("\\v");
            default -> {
                if (codePoint < ' ' || codePoint == 0x7F) {
                    out.append("\\x").append(hex.toHexDigits((byte) codePoint));
                } else if (codePoint < 0x10000) {
                    out.append("\\u").append(hex.toHexDigits((char) codePoint));
                } else {
                    out.append("\\U").append(hex.toHexDigits(codePoint));
                }
            }
        }
    }
}
