package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;
import dev.portcullis.snapshot.SnapshotFormatException.TooNew;
import dev.portcullis.snapshot.SnapshotFormatException.TooOld;
import dev.portcullis.snapshot.SnapshotFormatException.Untrusted;
import dev.portcullis.snapshot.trust.SignatureCheck;
import dev.portcullis.snapshot.trust.TrustedKey;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Reads and judges the front of a file: what it is, who signed it, and then what the signed part says. The header is
/// copied out of the map first, so what is verified is what is used.
final class HeaderReader {
    /// Who judges signatures.
    @FunctionalInterface
    interface Signatures {
        SignatureCheck check(String keyId, byte[] header, byte[] signature);
    }

    private final String file;
    private final MemorySegment map;

    HeaderReader(String file, MemorySegment map) {
        this.file = file;
        this.map = map;
    }

    /// @throws SnapshotFormatException unless every byte of the header is as the format says and a trusted key signed
    Header read(Signatures signatures) throws SnapshotFormatException {
        ByteBuffer fixed = fixed();
        checkFormat(fixed);
        byte[] bytes = copy(0, headerBytes(fixed));
        ByteBuffer header = littleEndian(bytes);
        String keyId = keyId(header);
        checkAlgorithm(header);
        checkSignature(signatures, bytes, keyId);
        return new HeaderDecoder(file, map.byteSize(), header).decode(keyId);
    }

    private ByteBuffer fixed() throws Corrupt {
        long smallest = Format.FIXED_HEADER_BYTES + Format.SIGNATURE_BYTES;
        if (map.byteSize() < smallest) {
            throw corrupt("the file has " + map.byteSize() + " bytes, a snapshot has at least " + smallest);
        }
        return littleEndian(copy(0, Format.FIXED_HEADER_BYTES));
    }

    private void checkFormat(ByteBuffer fixed) throws SnapshotFormatException {
        long magic = fixed.getLong(0);
        if (magic != Format.MAGIC) {
            throw corrupt("the file begins with `" + Long.toHexString(Long.reverseBytes(magic)) + "`, a snapshot with `"
                    + Long.toHexString(Long.reverseBytes(Format.MAGIC)) + "`");
        }
        long version = Integer.toUnsignedLong(fixed.getInt(Format.VERSION_AT));
        String found = "format version " + version + " found, " + Format.OLDEST_VERSION + " to " + Format.VERSION
                + " can be read";
        if (version < Format.OLDEST_VERSION) {
            throw new TooOld(file, found);
        }
        if (version > Format.VERSION) {
            throw new TooNew(file, found);
        }
    }

    private int headerBytes(ByteBuffer fixed) throws Corrupt {
        int length = fixed.getInt(Format.HEADER_BYTES_AT);
        if (length < Format.FIXED_HEADER_BYTES || length > Format.MAX_HEADER_BYTES || length % Long.BYTES != 0) {
            throw corrupt("header length is " + Integer.toUnsignedString(length) + ", allowed is a multiple of 8 from "
                    + Format.FIXED_HEADER_BYTES + " to " + Format.MAX_HEADER_BYTES);
        }
        if (fixed.getLong(Format.FILE_BYTES_AT) != map.byteSize() || length + Format.SIGNATURE_BYTES > map.byteSize()) {
            throw corrupt("the file has " + map.byteSize() + " bytes, its header says "
                    + Long.toUnsignedString(fixed.getLong(Format.FILE_BYTES_AT)) + " of which " + length + " header");
        }
        return length;
    }

    private byte[] copy(long offset, int length) {
        return map.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private String keyId(ByteBuffer header) throws Untrusted {
        var padded = new byte[Format.KEY_ID_BYTES];
        header.get(Format.KEY_ID_AT, padded);
        int length = padded.length;
        while (length > 0 && padded[length - 1] == 0) {
            length--;
        }
        String keyId = new String(padded, 0, length, StandardCharsets.ISO_8859_1);
        if (!TrustedKey.isId(keyId)) {
            throw new Untrusted(file, "the header names no key");
        }
        return keyId;
    }

    private void checkAlgorithm(ByteBuffer header) throws Untrusted {
        int algorithm = Short.toUnsignedInt(header.getShort(Format.ALGORITHM_AT));
        if (algorithm != Format.ED25519) {
            throw new Untrusted(
                    file, "signature algorithm " + algorithm + " found, allowed is " + Format.ED25519 + " (Ed25519)");
        }
    }

    private void checkSignature(Signatures signatures, byte[] header, String keyId) throws Untrusted {
        byte[] signature = copy(header.length, Format.SIGNATURE_BYTES);
        switch (signatures.check(keyId, header, signature)) {
            case SignatureCheck.Valid _ -> {}
            case SignatureCheck.Refused(String reason) -> throw new Untrusted(file, reason);
        }
    }

    private Corrupt corrupt(String message) {
        return new Corrupt(file, message);
    }
}
