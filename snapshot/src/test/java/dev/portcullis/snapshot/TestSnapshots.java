package dev.portcullis.snapshot;

import dev.portcullis.snapshot.trust.SignatureCheck;
import dev.portcullis.snapshot.trust.Trust;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;

/// Opens bytes without a file, and forges what only a trusted signer could have written.
final class TestSnapshots {
    /// An ideal signature scheme in which the forger holds the key: every header is signed.
    static final HeaderReader.Signatures EVERYTHING_IS_SIGNED = (keyId, header, signature) ->
            new SignatureCheck.Valid(TestKeys.trust().key("test-1").orElseThrow());

    private static final int SECTION_TABLE = 128;
    private static final int ENTRY = 64;

    private TestSnapshots() {}

    static byte[] write(SnapshotContent content) {
        try {
            return new SnapshotWriter(TestKeys.first("test-1")).write(content);
        } catch (InvalidContentException wrong) {
            throw new AssertionError(wrong);
        }
    }

    static Snapshot open(byte[] bytes, HeaderReader.Signatures signatures) throws IOException, SnapshotFormatException {
        Arena arena = Arena.ofShared();
        boolean opened = false;
        try {
            MemorySegment map = arena.allocate(Math.max(1, bytes.length), 64).asSlice(0, bytes.length);
            MemorySegment.copy(MemorySegment.ofArray(bytes), 0, map, 0, bytes.length);
            Snapshot snapshot = new SnapshotOpener("forged", map).open(arena, signatures);
            opened = true;
            return snapshot;
        } finally {
            if (!opened) {
                arena.close();
            }
        }
    }

    static Snapshot open(byte[] bytes, Trust trust) throws IOException, SnapshotFormatException {
        return open(bytes, Snapshot.signatures(trust, TestKeys.NOW));
    }

    /// Corrects the digests of all sections that lie inside the file.
    static void digest(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int sections = Short.toUnsignedInt(file.getShort(106));
        for (int i = 0; i < sections; i++) {
            int entry = SECTION_TABLE + i * ENTRY;
            if (entry + ENTRY > bytes.length) {
                return;
            }
            long offset = file.getLong(entry + 8);
            long length = file.getLong(entry + 16);
            if (offset >= 0 && length >= 0 && offset <= bytes.length && length <= bytes.length - offset) {
                file.put(entry + 24, digest(bytes, (int) offset, (int) length));
            }
        }
    }

    /// The spec's section digest, written down a second time.
    private static byte[] digest(byte[] bytes, int offset, int length) {
        MessageDigest outer = Digest.sha256();
        int chunk = 4 << 20;
        for (int from = 0; from < length; from += chunk) {
            int to = Math.min(length, from + chunk);
            outer.update(Digest.sha256().digest(Arrays.copyOfRange(bytes, offset + from, offset + to)));
        }
        return outer.digest();
    }

    /// Corrects digests and signature, unless the header says that they lie outside of the file.
    static void sign(byte[] bytes) {
        digest(bytes);
        int headerBytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(12);
        if (headerBytes < 0 || headerBytes > bytes.length - Format.SIGNATURE_BYTES) {
            return;
        }
        byte[] signature = TestKeys.first("test-1").sign(Arrays.copyOf(bytes, headerBytes));
        System.arraycopy(signature, 0, bytes, headerBytes, signature.length);
    }

    /// Where the section table says that a section begins.
    static int offset(byte[] bytes, Section section) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return Math.toIntExact(file.getLong(SECTION_TABLE + Section.ALL.indexOf(section) * ENTRY + 8));
    }
}
