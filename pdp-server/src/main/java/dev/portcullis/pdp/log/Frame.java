package dev.portcullis.pdp.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Optional;

/// One entry of a segment: head, payload, and the hash that chains it to the entry before.
public final class Frame {
    /// Bytes before the payload: length, type, three zero bytes.
    static final int HEAD_BYTES = 8;
    /// Longest payload; a longer one was never written.
    static final int MAX_PAYLOAD_BYTES = 64 << 20;

    /// What a payload is.
    public enum Type {
        /// A decision record.
        DECISION(1),
        /// A block of facts.
        FACTS(2),
        /// JSON: what recovery cut off the segment before.
        RECOVERY(3),
        /// JSON: the server that wrote what follows.
        SERVER(4),
        /// JSON: how many records could not be kept here.
        GAP(5);

        private static final Type[] TYPES = values();

        private final byte code;

        Type(int code) {
            this.code = (byte) code;
        }

        static Optional<Type> of(byte code) {
            for (Type type : TYPES) {
                if (type.code == code) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }
    }

    private final long seq;
    private final Type type;
    private final byte[] payload;

    Frame(long seq, Type type, byte[] payload) {
        this.seq = seq;
        this.type = type;
        this.payload = payload;
    }

    /// Its number over all segments, from 0.
    public long seq() {
        return seq;
    }

    public Type type() {
        return type;
    }

    /// What is in it; not to be changed.
    public byte[] payload() {
        return payload;
    }

    static byte[] head(Type type, int payloadBytes) {
        return ByteBuffer.allocate(HEAD_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(payloadBytes)
                .put(type.code)
                .array();
    }

    /// The next link: SHA-256(previous hash ‖ head ‖ payload).
    static Digest link(Digest previous, byte[] head, byte[] payload) {
        return Digest.of(previous.bytes(), head, payload);
    }

    /// The same for a frame that lies in a buffer, without copying it.
    static Digest link(ByteBuffer previous, ByteBuffer headAndPayload) {
        MessageDigest sha = Digest.sha256();
        sha.update(previous);
        sha.update(headAndPayload);
        return Digest.stored(sha.digest());
    }
}
