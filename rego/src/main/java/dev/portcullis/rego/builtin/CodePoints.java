package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Strings taken apart into code points, where an invalid byte counts as one and stays as it is.
final class CodePoints {
    private CodePoints() {}

    static List<RegoString> split(RegoString string) {
        List<RegoString> pieces = new ArrayList<>();
        if (string.isValidUtf8()) {
            string.value().codePoints().forEach(c -> pieces.add(RegoString.of(Character.toString(c))));
            return pieces;
        }
        byte[] bytes = string.utf8();
        for (int at = 0; at < bytes.length; ) {
            int end = at + Math.max(1, Utf8.sequenceLength(bytes, at));
            pieces.add(RegoString.ofUtf8(Arrays.copyOfRange(bytes, at, end)));
            at = end;
        }
        return pieces;
    }

    static RegoString reverse(RegoString string) {
        if (string.isValidUtf8()) {
            return RegoString.of(new StringBuilder(string.value()).reverse().toString());
        }
        byte[] bytes = string.utf8();
        byte[] reversed = new byte[bytes.length];
        for (int at = 0; at < bytes.length; ) {
            int length = Math.max(1, Utf8.sequenceLength(bytes, at));
            System.arraycopy(bytes, at, reversed, bytes.length - at - length, length);
            at += length;
        }
        return RegoString.ofUtf8(reversed);
    }
}
