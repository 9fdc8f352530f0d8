package dev.portcullis.snapshot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Text to bytes, exactly: the JDK writes a lone surrogate as `?`, which would make two different ids the same.
final class Utf8 {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /// The bytes of a text; null when it has none, because of a lone surrogate.
    static byte @Nullable [] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return hasQuestionMark(bytes) && hasLoneSurrogate(text) ? null : bytes;
    }

    /// Whether a `?` occurs, eight bytes at a time: this is on the path of every look-up.
    private static boolean hasQuestionMark(byte[] bytes) {
        int at = 0;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            long zeroWhereEqual = (long) WORD.get(bytes, at) ^ ONES * '?';
            if ((zeroWhereEqual - ONES & ~zeroWhereEqual & HIGH_BITS) != 0) {
                return true;
            }
        }
        for (; at < bytes.length; at++) {
            if (bytes[at] == '?') {
                return true;
            }
        }
        return false;
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
