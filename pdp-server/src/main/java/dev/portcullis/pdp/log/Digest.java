package dev.portcullis.pdp.log;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// A SHA-256 digest: 32 bytes, compared by content.
public final class Digest {
    /// Length in bytes.
    public static final int LENGTH = 32;
    /// What the chain of the first segment starts from.
    static final Digest ZERO = new Digest(new byte[LENGTH]);

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The digest of some bytes, one after the other.
    public static Digest of(byte[]... parts) {
        MessageDigest sha = sha256();
        for (byte[] part : parts) {
            sha.update(part);
        }
        return new Digest(sha.digest());
    }

    /// A digest that was stored.
    ///
    /// @throws IllegalArgumentException when there are not 32 bytes
    public static Digest stored(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a digest has " + LENGTH + " bytes, got " + bytes.length);
        }
        return new Digest(bytes.clone());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError("BUG: every JDK has SHA-256", missing);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        // Any four bytes of it are as good a hash as all of them.
        return ByteBuffer.wrap(bytes).getInt();
    }

    /// Lower-case hexadecimal.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
