package dev.portcullis.snapshot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// SipHash-2-4 with a 64-bit result: a keyed hash, so that who does not know the key cannot choose collisions.
///
/// Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012; its test vectors are in the tests.
final class SipHash {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private SipHash() {}

    static long hash(HashKey key, byte[] message) {
        return hash(key.k0(), key.k1(), message);
    }

    static long hash(long k0, long k1, byte[] message) {
        long v0 = k0 ^ 0x736f_6d65_7073_6575L;
        long v1 = k1 ^ 0x646f_7261_6e64_6f6dL;
        long v2 = k0 ^ 0x6c79_6765_6e65_7261L;
        long v3 = k1 ^ 0x7465_6462_7974_6573L;
        int words = message.length >>> 3;
        // The last word holds the rest of the message and its length; then come four rounds without input.
        for (int i = 0; i <= words; i++) {
            long m = i < words ? (long) WORD.get(message, i << 3) : tail(message);
            v3 ^= m;
            for (int round = 0; round < 2; round++) {
                v0 += v1;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v3;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 += v3;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 += v1;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= m;
        }
        v2 ^= 0xff;
        for (int round = 0; round < 4; round++) {
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static long tail(byte[] message) {
        long word = (long) message.length << 56;
        int begin = message.length & ~7;
        for (int i = message.length - 1; i >= begin; i--) {
            word |= (message[i] & 0xffL) << ((i - begin) << 3);
        }
        return word;
    }
}
