package dev.portcullis.pdp.log;

import dev.portcullis.snapshot.trust.Purpose;
import dev.portcullis.snapshot.trust.SignatureCheck;
import dev.portcullis.snapshot.trust.SigningKey;
import dev.portcullis.snapshot.trust.Trust;
import dev.portcullis.snapshot.trust.TrustedKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// The content of a CHECKPOINT frame, by which the server's log key vouches for the chain up to here. The last frame of
/// a
/// finished segment is one of kind SEAL, without a signature when the server has no key.
///
/// Format: docs/spec/decision-log.md, "Checkpoints". Little-endian: time, kind, length of the key id, key id,
/// signature.
final class Checkpoint {
    private static final byte[] CONTEXT = "portcullis.log.v1 checkpoint\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FIXED_BYTES = Long.BYTES + 2;
    private static final int SIGNATURE_BYTES = 64;

    private final byte[] payload;
    private final Kind kind;
    private final String keyId;

    private Checkpoint(byte[] payload, Kind kind, String keyId) {
        this.payload = payload;
        this.kind = kind;
        this.keyId = keyId;
    }

    /// What a checkpoint says beside its signature.
    enum Kind {
        /// The segment goes on.
        CHECKPOINT(1),
        /// Nothing follows in this segment.
        SEAL(2);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        private static Optional<Kind> of(byte code) {
            return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
        }
    }

    /// Where a checkpoint stands; part of what is signed, so that it is worth nothing anywhere else.
    ///
    /// @param segment number of the segment
    /// @param seq number of the checkpoint's own frame
    /// @param previous hash of the frame before it
    record Place(long segment, long seq, Digest previous) {}

    /// The payload of a checkpoint.
    ///
    /// @param key empty leaves it unsigned
    static byte[] write(Kind kind, long timeNs, Place place, Optional<SigningKey> key) {
        byte[] keyId = key.map(SigningKey::id).orElse("").getBytes(StandardCharsets.US_ASCII);
        byte[] stated = ByteBuffer.allocate(FIXED_BYTES + keyId.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(timeNs)
                .put(kind.code)
                .put((byte) keyId.length)
                .put(keyId)
                .array();
        if (key.isEmpty()) {
            return stated;
        }
        byte[] signature = key.get().sign(message(place, stated));
        return ByteBuffer.allocate(stated.length + SIGNATURE_BYTES)
                .put(stated)
                .put(signature)
                .array();
    }

    /// A checkpoint read back.
    ///
    /// @throws LogException when the payload is none
    static Checkpoint read(byte[] payload) throws LogException {
        if (payload.length < FIXED_BYTES) {
            throw new LogException(
                    "a checkpoint has " + payload.length + " bytes, at least " + FIXED_BYTES + " expected");
        }
        int keyLength = payload[FIXED_BYTES - 1];
        int expected = FIXED_BYTES + keyLength + (keyLength == 0 ? 0 : SIGNATURE_BYTES);
        Optional<Kind> kind = Kind.of(payload[Long.BYTES]);
        if (kind.isEmpty() || keyLength < 0 || payload.length != expected) {
            throw new LogException("a checkpoint of " + payload.length + " bytes is not of a known form");
        }
        String keyId = new String(payload, FIXED_BYTES, keyLength, StandardCharsets.US_ASCII);
        if (keyLength > 0 && !TrustedKey.isId(keyId)) {
            throw new LogException("a checkpoint names a key by what is no key id");
        }
        return new Checkpoint(payload, kind.get(), keyId);
    }

    boolean isSeal() {
        return kind == Kind.SEAL;
    }

    boolean isSigned() {
        return !keyId.isEmpty();
    }

    /// Judges the signature. A key must have been valid at the time that the checkpoint states.
    SignatureCheck check(Trust trust, Place place) {
        int stated = FIXED_BYTES + keyId.length();
        long timeNs = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getLong();
        byte[] message = message(place, Arrays.copyOf(payload, stated));
        byte[] signature = Arrays.copyOfRange(payload, stated, payload.length);
        return trust.check(Purpose.LOG, keyId, message, signature, Instant.ofEpochSecond(0, timeNs));
    }

    private static byte[] message(Place place, byte[] stated) {
        return ByteBuffer.allocate(CONTEXT.length + 2 * Long.BYTES + Digest.LENGTH + stated.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(CONTEXT)
                .putLong(place.segment())
                .putLong(place.seq())
                .put(place.previous().bytes())
                .put(stated)
                .array();
    }
}
