package dev.portcullis.rego.value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A strict JSON reader over bytes: exact number text, places in errors whose texts are Go's, bounds on size and
/// depth, no recursion beyond the depth bound's stack need.
final class JsonParser {
    private final byte[] in;
    private final int maxDepth;
    private boolean ignoresNumbers;
    private int at;

    JsonParser(byte[] in, JsonLimits limits) throws JsonException {
        this.in = in;
        this.maxDepth = limits.maxDepth();
        if (in.length > limits.maxBytes()) {
            throw failAt("text of " + in.length + " bytes is longer than the allowed " + limits.maxBytes(), 0);
        }
    }

    /// Makes every number 0, so that none is too big.
    JsonParser ignoringNumbers() {
        ignoresNumbers = true;
        return this;
    }

    RegoValue document() throws JsonException {
        if (next() < 0) {
            throw fail("EOF");
        }
        RegoValue value = value(0);
        if (next() >= 0) {
            throw trailing();
        }
        return value;
    }

    private RegoValue value(int depth) throws JsonException {
        if (next() < 0) {
            throw fail("unexpected EOF");
        }
        return switch (in[at]) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> string();
            case 't' -> literal("true", RegoBoolean.TRUE);
            case 'f' -> literal("false", RegoBoolean.FALSE);
            case 'n' -> literal("null", RegoNull.NULL_VALUE);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw unexpected("looking for beginning of value");
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
                throw unexpected("looking for beginning of object key string");
            }
            RegoString key = string();
            if (next() != ':') {
                throw unexpected("after object key");
            }
            at++;
            entries.put(key, value(depth));
            int separator = next();
            if (separator != ',' && separator != '}') {
                throw unexpected("after object key:value pair");
            }
            at++;
            if (separator == '}') {
                return entries.build();
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
            elements.add(value(depth));
            int separator = next();
            if (separator != ',' && separator != ']') {
                throw unexpected("after array element");
            }
            at++;
            if (separator == ']') {
                return RegoArray.copyOf(elements);
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
        for (int i = 0; i < word.length(); i++, at++) {
            if (at >= in.length || in[at] != word.charAt(i)) {
                throw unexpected("in literal " + word + " (expecting '" + word.charAt(i) + "')");
            }
        }
        return value;
    }

    private RegoString string() throws JsonException {
        int start = ++at;
        while (at < in.length && in[at] != '"' && in[at] != '\\' && (in[at] < 0 || in[at] >= ' ')) {
            at++;
        }
        if (at < in.length && in[at] == '"') {
            return RegoString.of(decoded(start, at++));
        }
        return escapedString(start);
    }

    private RegoString escapedString(int start) throws JsonException {
        StringBuilder text = new StringBuilder();
        int from = start;
        while (at < in.length) {
            byte b = in[at];
            if (b == '"') {
                text.append(decoded(from, at++));
                return RegoString.of(text.toString());
            }
            if (b >= 0 && b < ' ') {
                throw unexpected("in string literal");
            }
            if (b == '\\') {
                text.append(decoded(from, at++)).append(escape());
                from = at;
            } else {
                at++;
            }
        }
        throw fail("unexpected EOF");
    }

    /// The text of these bytes, each invalid one as U+FFFD.
    private String decoded(int from, int to) {
        String text = new String(in, from, to - from, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 ? text : Utf8.decode(Arrays.copyOfRange(in, from, to));
    }

    private char escape() throws JsonException {
        if (at >= in.length) {
            throw fail("unexpected EOF");
        }
        char escaped = switch (in[at]) {
            case '"', '\\', '/', 'u' -> (char) in[at];
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw unexpected("in string escape code");
        };
        at++;
        return escaped == 'u' ? hexUnit() : escaped;
    }

    private char hexUnit() throws JsonException {
        int unit = 0;
        for (int i = 0; i < 4; i++, at++) {
            int digit = at < in.length ? Character.digit(in[at], 16) : -1;
            if (digit < 0) {
                throw unexpected("in \\u hexadecimal character escape");
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private RegoNumber number() throws JsonException {
        int start = at;
        if (in[at] == '-') {
            at++;
        }
        if (at < in.length && in[at] == '0') {
            at++;
        } else {
            digits("in numeric literal");
        }
        if (at < in.length && in[at] == '.') {
            at++;
            digits("after decimal point in numeric literal");
        }
        if (at < in.length && (in[at] == 'e' || in[at] == 'E')) {
            at++;
            if (at < in.length && (in[at] == '+' || in[at] == '-')) {
                at++;
            }
            digits("in exponent of numeric literal");
        }
        if (ignoresNumbers) {
            return RegoNumber.ZERO;
        }
        try {
            return RegoNumber.parse(new String(in, start, at - start, StandardCharsets.ISO_8859_1));
        } catch (NumberFormatException tooBig) {
            throw failAt("invalid number: number too big", start);
        }
    }

    private void digits(String where) throws JsonException {
        int start = at;
        while (at < in.length && in[at] >= '0' && in[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw unexpected(where);
        }
    }

    /// The next byte that is no white space, or -1 at the end.
    private int next() {
        skipSpace();
        return at < in.length ? in[at] & 0xFF : -1;
    }

    private void skipSpace() {
        while (at < in.length && (in[at] == ' ' || in[at] == '\n' || in[at] == '\r' || in[at] == '\t')) {
            at++;
        }
    }

    /// What stands behind the document: Go names the whole token, when it is one.
    private JsonException trailing() throws JsonException {
        int start = at;
        String token = in[at] == '[' || in[at] == '{' ? Character.toString(in[at]) : shown(value(0));
        return failAt("error: invalid character '" + token + "' after top-level value", start);
    }

    private static String shown(RegoValue token) {
        return token instanceof RegoString string ? string.value() : token.toString();
    }

    private JsonException unexpected(String where) {
        if (at >= in.length) {
            return fail("unexpected EOF");
        }
        int unit = in[at] & 0xFF;
        String shown = unit == '\'' ? "'\\''" : unit == '"' ? "'\"'" : RegoText.quoteRune(unit, false);
        return fail("invalid character " + shown + " " + where);
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
