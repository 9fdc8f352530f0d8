package dev.portcullis.pdp.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Optional;

/// One entry of a segment: head, payload, and the hash that chains it to the entry before.
public final class Frame {
    /// Bytes before the payload: length, type, three bytes of the sequence number.
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
        GAP(5),
        /// A [Checkpoint]: vouches for every frame before it.
        CHECKPOINT(6),
        /// JSON: which segments retention deletes.
        RETENTION(7);

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

    /// The bits of a sequence number that a head holds.
    static final int NUMBER_MASK = 0xff_ff_ff;

    private final long seq;
    private final Type type;
    private final Digest previous;
    private final byte[] payload;

    /// @param previous hash of the frame before
    Frame(long seq, Type type, Digest previous, byte[] payload) {
        this.seq = seq;
        this.type = type;
        this.previous = previous;
        this.payload = payload;
    }

    /// Its number over all segments, from 0.
    public long seq() {
        return seq;
    }

    public Type type() {
        return type;
    }

    /// Hash of the frame before; of the segment's header in front of the first frame.
    Digest previous() {
        return previous;
    }

    /// What is in it; not to be changed.
    public byte[] payload() {
        return payload;
    }

    /// The bytes before the payload: its length, the type, the low 24 bits of the sequence number, by which a removed
    /// frame is told from an edited one.
    static byte[] head(Type type, int payloadBytes, long seq) {
        int number = (int) seq & NUMBER_MASK;
        return ByteBuffer.allocate(HEAD_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(payloadBytes)
                .put(type.code)
                .put((byte) number)
                .put((byte) (number >> 8))
                .put((byte) (number >> 16))
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
