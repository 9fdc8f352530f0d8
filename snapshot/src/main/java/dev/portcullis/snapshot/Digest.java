package dev.portcullis.snapshot;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A SHA-256 value, in four big-endian words.
record Digest(long a, long b, long c, long d) {
    static Digest of(byte[] bytes) {
        return read(ByteBuffer.wrap(bytes));
    }

    /// Takes 32 bytes, whatever the order of the buffer.
    static Digest read(ByteBuffer from) {
        var bytes = new byte[Format.DIGEST_BYTES];
        from.get(bytes);
        ByteBuffer words = ByteBuffer.wrap(bytes);
        return new Digest(words.getLong(), words.getLong(), words.getLong(), words.getLong());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(Format.DIGEST_BYTES)
                .putLong(a)
                .putLong(b)
                .putLong(c)
                .putLong(d)
                .array();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new AssertionError("BUG: every JDK has SHA-256", absent);
        }
    }
}
