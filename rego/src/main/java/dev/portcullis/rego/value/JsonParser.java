package dev.portcullis.rego.value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A strict JSON reader over bytes: exact number text, places in errors, bounds on size and depth, no recursion
/// beyond the depth bound's stack need.
final class JsonParser {
    private final byte[] in;
    private final int maxDepth;
    private int at;

    JsonParser(byte[] in, JsonLimits limits) throws JsonException {
        this.in = in;
        this.maxDepth = limits.maxDepth();
        if (in.length > limits.maxBytes()) {
            throw failAt("text of " + in.length + " bytes is longer than the allowed " + limits.maxBytes(), 0);
        }
    }

    RegoValue document() throws JsonException {
        skipSpace();
        RegoValue value = value(0);
        skipSpace();
        if (at < in.length) {
            throw fail("unexpected text after the document");
        }
        return value;
    }

    private RegoValue value(int depth) throws JsonException {
        if (at >= in.length) {
            throw fail("unexpected end of text");
        }
        return switch (in[at]) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> string();
            case 't' -> literal("true", RegoBoolean.TRUE);
            case 'f' -> literal("false", RegoBoolean.FALSE);
            case 'n' -> literal("null", RegoNull.NULL_VALUE);
            default -> number();
        };
    }

    private RegoObject object(int depth) throws JsonException {
        enter(depth);
        RegoObject.Builder entries = RegoObject.builder();
        if (next() == '}') {
            at++;
            return entries.build();
        }
        while (true) {
            if (next() != '"') {
                throw fail("expected a string as object key");
            }
            RegoString key = string();
            if (next() != ':') {
                throw fail("expected `:` after an object key");
            }
            at++;
            skipSpace();
            entries.put(key, value(depth));
            int separator = next();
            if (separator == ',') {
                at++;
            } else if (separator == '}') {
                at++;
                return entries.build();
            } else {
                throw fail("expected `,` or `}` in an object");
            }
        }
    }

    private RegoArray array(int depth) throws JsonException {
        enter(depth);
        List<RegoValue> elements = new ArrayList<>();
        if (next() == ']') {
            at++;
            return RegoArray.empty();
        }
        while (true) {
            skipSpace();
            elements.add(value(depth));
            int separator = next();
            if (separator == ',') {
                at++;
            } else if (separator == ']') {
                at++;
                return RegoArray.copyOf(elements);
            } else {
                throw fail("expected `,` or `]` in an array");
            }
        }
    }

    private void enter(int depth) throws JsonException {
        if (depth > maxDepth) {
            throw fail("nesting is deeper than the allowed " + maxDepth);
        }
        at++;
    }

    private RegoValue literal(String word, RegoValue value) throws JsonException {
        int end = at + word.length();
        if (end > in.length || !word.equals(new String(in, at, word.length(), StandardCharsets.ISO_8859_1))) {
            throw fail("unexpected character");
        }
        at = end;
        return value;
    }

    private RegoString string() throws JsonException {
        int start = ++at;
        while (at < in.length && in[at] != '"' && in[at] != '\\') {
            if (in[at] >= 0 && in[at] < ' ') {
                throw fail("control character in a string");
            }
            at++;
        }
        if (at < in.length && in[at] == '"') {
            RegoString value = RegoString.of(new String(in, start, at - start, StandardCharsets.UTF_8));
            at++;
            return value;
        }
        return escapedString(start);
    }

    private RegoString escapedString(int start) throws JsonException {
        StringBuilder text = new StringBuilder(new String(in, start, at - start, StandardCharsets.UTF_8));
        int from = at;
        while (at < in.length) {
            byte b = in[at];
            if (b == '"') {
                text.append(new String(in, from, at - from, StandardCharsets.UTF_8));
                at++;
                return RegoString.of(text.toString());
            }
            if (b == '\\') {
                text.append(new String(in, from, at - from, StandardCharsets.UTF_8));
                at++;
                text.append(escape());
                from = at;
            } else if (b >= 0 && b < ' ') {
                throw fail("control character in a string");
            } else {
                at++;
            }
        }
        throw fail("string is not closed");
    }

    private char escape() throws JsonException {
        if (at >= in.length) {
            throw fail("string is not closed");
        }
        return switch (in[at++]) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexUnit();
            default -> throw fail("unknown escape in a string");
        };
    }

    private char hexUnit() throws JsonException {
        int unit = 0;
        for (int i = 0; i < 4; i++, at++) {
            int digit = at < in.length ? Character.digit(in[at], 16) : -1;
            if (digit < 0) {
                throw fail("expected four hexadecimal digits after `\\u`");
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private RegoNumber number() throws JsonException {
        int start = at;
        if (at < in.length && in[at] == '-') {
            at++;
        }
        if (at < in.length && in[at] == '0') {
            at++;
        } else {
            digits("unexpected character");
        }
        if (at < in.length && in[at] == '.') {
            at++;
            digits("expected a digit after the decimal point");
        }
        if (at < in.length && (in[at] == 'e' || in[at] == 'E')) {
            at++;
            if (at < in.length && (in[at] == '+' || in[at] == '-')) {
                at++;
            }
            digits("expected a digit in the exponent");
        }
        try {
            return RegoNumber.parse(new String(in, start, at - start, StandardCharsets.ISO_8859_1));
        } catch (NumberFormatException tooBig) {
            throw failAt("number too big", start);
        }
    }

    private void digits(String otherwise) throws JsonException {
        int start = at;
        while (at < in.length && in[at] >= '0' && in[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw fail(otherwise);
        }
    }

    /// The next byte that is no white space, or -1 at the end.
    private int next() {
        skipSpace();
        return at < in.length ? in[at] : -1;
    }

    private void skipSpace() {
        while (at < in.length && (in[at] == ' ' || in[at] == '\n' || in[at] == '\r' || in[at] == '\t')) {
            at++;
        }
    }

    private JsonException fail(String message) {
        return failAt(message, at);
    }

    private JsonException failAt(String message, int offset) {
        int row = 1;
        int lineStart = 0;
        for (int i = 0; i < Math.min(offset, in.length); i++) {
            if (in[i] == '\n') {
                row++;
                lineStart = i + 1;
            }
        }
        return new JsonException(message, row, offset - lineStart + 1);
    }
}
