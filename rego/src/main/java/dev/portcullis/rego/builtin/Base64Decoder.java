package dev.portcullis.rego.builtin;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Reads padded base64 as Go does: line ends are skipped, and errors say at which byte the text is wrong.
final class Base64Decoder {
    static final Base64Decoder STANDARD = new Base64Decoder("+/");
    static final Base64Decoder URL = new Base64Decoder("-_");

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int QUANTUM = 4;

    private final int[] values = new int[256];

    private Base64Decoder(String last) {
        Arrays.fill(values, -1);
        String digits = ALPHABET + last;
        for (int i = 0; i < digits.length(); i++) {
            values[digits.charAt(i)] = i;
        }
    }

    /// @throws BuiltinException `illegal base64 data at input byte N`
    byte[] decode(byte[] text) throws BuiltinException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length / QUANTUM * 3 + 3);
        int bits = 0;
        int digits = 0;
        for (int at = 0; at < text.length; at++) {
            byte c = text[at];
            if (isLineEnd(c)) {
                continue;
            }
            if (c == '=') {
                end(text, at, digits);
                write(bits << (6 * (QUANTUM - digits)), digits - 1, out);
                return out.toByteArray();
            }
            if (values[c & 0xFF] < 0) {
                throw illegal(at);
            }
            bits = bits << 6 | values[c & 0xFF];
            if (++digits == QUANTUM) {
                write(bits, 3, out);
                bits = 0;
                digits = 0;
            }
        }
        if (digits > 0) {
            throw illegal(text.length - digits);
        }
        return out.toByteArray();
    }

    /// Checks what follows from the first `=` on.
    private static void end(byte[] text, int padding, int digits) throws BuiltinException {
        if (digits < 2) {
            throw illegal(padding);
        }
        int at = skipLineEnds(text, padding + 1);
        if (digits == 2) {
            if (at == text.length) {
                throw illegal(text.length);
            }
            if (text[at] != '=') {
                throw illegal(at - 1);
            }
            at = skipLineEnds(text, at + 1);
        }
        if (at < text.length) {
            throw illegal(at);
        }
    }

    private static int skipLineEnds(byte[] text, int from) {
        int at = from;
        while (at < text.length && isLineEnd(text[at])) {
            at++;
        }
        return at;
    }

    private static boolean isLineEnd(byte c) {
        return c == '\n' || c == '\r';
    }

    private static void write(int bits, int count, ByteArrayOutputStream out) {
        for (int i = 0; i < count; i++) {
            out.write(bits >> (16 - 8 * i));
        }
    }

    private static BuiltinException illegal(int at) {
        return new BuiltinException("illegal base64 data at input byte " + at);
    }
}
