package dev.portcullis.snapshot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A 128-bit key of [SipHash], as two little-endian words. The header holds one; the keys in use are derived from it,
/// so that no two uses share a key.
record HashKey(long k0, long k1) {
    static HashKey read(ByteBuffer littleEndian) {
        return new HashKey(littleEndian.getLong(), littleEndian.getLong());
    }

    /// The key of the upper half of an id's hash.
    HashKey idIndexHigh() {
        return derive("portcullis snapshot id index", 0);
    }

    /// The key of the lower half of an id's hash.
    HashKey idIndexLow() {
        return derive("portcullis snapshot id index", 2 * Long.BYTES);
    }

    /// The key of the upper half of a baseline hash.
    HashKey baselineHigh() {
        return derive("portcullis snapshot baseline", 0);
    }

    /// The key of the lower half of a baseline hash.
    HashKey baselineLow() {
        return derive("portcullis snapshot baseline", 2 * Long.BYTES);
    }

    private HashKey derive(String label, int offset) {
        try {
            ByteBuffer secret = ByteBuffer.allocate(Format.HASH_KEY_BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(k0)
                    .putLong(k1);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.array(), mac.getAlgorithm()));
            byte[] derived = mac.doFinal(label.getBytes(StandardCharsets.US_ASCII));
            return read(ByteBuffer.wrap(derived, offset, Format.HASH_KEY_BYTES).order(ByteOrder.LITTLE_ENDIAN));
        } catch (GeneralSecurityException absent) {
            throw new AssertionError("BUG: every JDK has HMAC-SHA-256", absent);
        }
    }

    /// Never shows the key.
    @Override
    public String toString() {
        return "hash key";
    }
}
