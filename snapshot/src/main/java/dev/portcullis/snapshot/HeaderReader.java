package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;
import dev.portcullis.snapshot.SnapshotFormatException.TooNew;
import dev.portcullis.snapshot.SnapshotFormatException.TooOld;
import dev.portcullis.snapshot.SnapshotFormatException.Untrusted;
import dev.portcullis.snapshot.trust.Purpose;
import dev.portcullis.snapshot.trust.SignatureCheck;
import dev.portcullis.snapshot.trust.Trust;
import dev.portcullis.snapshot.trust.TrustedKey;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads and judges the front of a file: what it is, who signed it, and then what the signed part says. The header is
/// copied out of the map first, so what is verified is what is used.
final class HeaderReader {
    private final String file;
    private final MemorySegment map;

    HeaderReader(String file, MemorySegment map) {
        this.file = file;
        this.map = map;
    }

    /// @throws SnapshotFormatException unless every byte of the header is as the format says and a trusted key signed
    Header read(Trust trust, Instant now) throws SnapshotFormatException {
        ByteBuffer fixed = fixed();
        checkFormat(fixed);
        byte[] bytes = headerBytes(fixed);
        String keyId = keyId(fixed);
        checkSignature(trust, now, fixed, keyId, bytes);
        return decode(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), keyId);
    }

    private ByteBuffer fixed() throws Corrupt {
        long smallest = Format.FIXED_HEADER_BYTES + Format.SIGNATURE_BYTES;
        if (map.byteSize() < smallest) {
            throw corrupt("the file has " + map.byteSize() + " bytes, a snapshot has at least " + smallest);
        }
        byte[] bytes = map.asSlice(0, Format.FIXED_HEADER_BYTES).toArray(ValueLayout.JAVA_BYTE);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void checkFormat(ByteBuffer fixed) throws SnapshotFormatException {
        long magic = fixed.getLong(0);
        if (magic != Format.MAGIC) {
            throw corrupt("the file begins with `" + Long.toHexString(Long.reverseBytes(magic)) + "`, a snapshot with `"
                    + Long.toHexString(Long.reverseBytes(Format.MAGIC)) + "`");
        }
        long version = Integer.toUnsignedLong(fixed.getInt(8));
        String found = "format version " + version + " found, " + Format.OLDEST_VERSION + " to " + Format.VERSION
                + " can be read";
        if (version < Format.OLDEST_VERSION) {
            throw new TooOld(file, found);
        }
        if (version > Format.VERSION) {
            throw new TooNew(file, found);
        }
    }

    private byte[] headerBytes(ByteBuffer fixed) throws Corrupt {
        int length = fixed.getInt(12);
        if (length < Format.FIXED_HEADER_BYTES || length > Format.MAX_HEADER_BYTES || length % Long.BYTES != 0) {
            throw corrupt("header length is " + Integer.toUnsignedString(length) + ", allowed is a multiple of 8 from "
                    + Format.FIXED_HEADER_BYTES + " to " + Format.MAX_HEADER_BYTES);
        }
        if (fixed.getLong(16) != map.byteSize() || length + Format.SIGNATURE_BYTES > map.byteSize()) {
            throw corrupt("the file has " + map.byteSize() + " bytes, its header says "
                    + Long.toUnsignedString(fixed.getLong(16)) + " of which " + length + " header");
        }
        return map.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    private String keyId(ByteBuffer fixed) throws Untrusted {
        var padded = new byte[Format.KEY_ID_BYTES];
        fixed.get(72, padded);
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

    private void checkSignature(Trust trust, Instant now, ByteBuffer fixed, String keyId, byte[] header)
            throws Untrusted {
        int algorithm = Short.toUnsignedInt(fixed.getShort(104));
        if (algorithm != Format.ED25519) {
            throw new Untrusted(
                    file, "signature algorithm " + algorithm + " found, allowed is " + Format.ED25519 + " (Ed25519)");
        }
        byte[] signature = map.asSlice(header.length, Format.SIGNATURE_BYTES).toArray(ValueLayout.JAVA_BYTE);
        switch (trust.check(Purpose.SNAPSHOT, keyId, header, signature, now)) {
            case SignatureCheck.Valid _ -> {}
            case SignatureCheck.Refused(String reason) -> throw new Untrusted(file, reason);
        }
    }

    private Header decode(ByteBuffer in, String keyId) throws Corrupt {
        long epoch = in.getLong(24);
        long seq = in.getLong(32);
        if (epoch < 1 || seq < 0) {
            throw corrupt("version is `" + epoch + "." + seq + "`, the least allowed is `1.0`");
        }
        int sectionCount = Short.toUnsignedInt(in.getShort(106));
        if (sectionCount != Section.ALL.size()) {
            throw corrupt("the section table has " + sectionCount + " entries, format version " + Format.VERSION
                    + " has " + Section.ALL.size());
        }
        int sourceCount = Short.toUnsignedInt(in.getShort(108));
        if (in.getShort(110) != 0 || in.getLong(112) != 0 || in.getLong(120) != 0) {
            throw corrupt("reserved bytes 110 to 127 are not zero");
        }
        HashKey hashKey = HashKey.read(in.position(56));
        in.position(Format.FIXED_HEADER_BYTES);
        List<SectionEntry> sections = sections(in);
        List<SourceWatermark> sources = sources(in, sourceCount);
        if (in.hasRemaining()) {
            throw corrupt("the header has " + in.remaining() + " bytes behind its last source");
        }
        return new Header(
                map.byteSize(),
                new SnapshotVersion(epoch, seq),
                in.getLong(40),
                in.getLong(48),
                hashKey,
                keyId,
                sections,
                sources);
    }

    private List<SectionEntry> sections(ByteBuffer in) throws Corrupt {
        var entries = new ArrayList<SectionEntry>();
        if (in.remaining() < Section.ALL.size() * Format.SECTION_ENTRY_BYTES) {
            throw corrupt("the header ends inside its section table");
        }
        long expected = Format.firstSectionOffset(in.capacity());
        long end = expected;
        for (Section section : Section.ALL) {
            SectionEntry entry = section(in, section);
            if (entry.offset() != expected || entry.length() < 0 || entry.length() > map.byteSize() - expected) {
                throw corrupt("section " + section.name() + " is at " + entry.offset() + " with " + entry.length()
                        + " bytes, it belongs at " + expected + " in a file of " + map.byteSize());
            }
            entries.add(entry);
            end = entry.end();
            expected = Format.align(end, Format.SECTION_ALIGNMENT);
        }
        if (end != map.byteSize()) {
            throw corrupt("the last section ends at " + end + ", the file at " + map.byteSize());
        }
        return entries;
    }

    private SectionEntry section(ByteBuffer in, Section section) throws Corrupt {
        int id = in.getInt();
        if (id != section.id()) {
            throw corrupt("section id " + Integer.toUnsignedString(id) + " found where " + section.id() + " ("
                    + section.name() + ") belongs");
        }
        int count = in.getInt();
        if (count < 0 || count > Format.MAX_COUNT) {
            throw corrupt("section " + section.name() + " counts " + Integer.toUnsignedString(count) + ", allowed are "
                    + Format.MAX_COUNT);
        }
        long offset = in.getLong();
        long length = in.getLong();
        Digest digest = Digest.read(in);
        if (in.getLong() != 0) {
            throw corrupt("reserved bytes of section " + section.name() + " are not zero");
        }
        return new SectionEntry(section, offset, length, count, digest);
    }

    private List<SourceWatermark> sources(ByteBuffer in, int count) throws Corrupt {
        if (count > Format.MAX_SOURCES) {
            throw corrupt("the header counts " + count + " sources, allowed are " + Format.MAX_SOURCES);
        }
        var sources = new ArrayList<SourceWatermark>();
        for (int i = 0; i < count; i++) {
            if (in.remaining() < Format.SOURCE_ENTRY_BYTES) {
                throw corrupt("the header ends inside source " + i);
            }
            long watermarkNs = in.getLong();
            int nameBytes = Short.toUnsignedInt(in.getShort());
            int statusBytes = Short.toUnsignedInt(in.getShort());
            int textBytes = Header.textBytes(nameBytes, statusBytes);
            if (in.getInt() != 0 || in.remaining() < textBytes) {
                throw corrupt("source " + i + " has reserved bytes that are not zero or reaches behind the header");
            }
            String name = text(in, nameBytes);
            String status = text(in, statusBytes);
            requireZero(in, textBytes - nameBytes - statusBytes);
            sources.add(new SourceWatermark(name, watermarkNs, status));
        }
        return sources;
    }

    private String text(ByteBuffer in, int bytes) throws Corrupt {
        ByteBuffer slice = in.slice(in.position(), bytes);
        in.position(in.position() + bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(slice).toString();
        } catch (CharacterCodingException malformed) {
            throw corrupt("a source is named in bytes that are not UTF-8");
        }
    }

    private void requireZero(ByteBuffer in, int bytes) throws Corrupt {
        var padding = new byte[bytes];
        in.get(padding);
        if (!Arrays.equals(padding, new byte[bytes])) {
            throw corrupt("padding in the header is not zero");
        }
    }

    private Corrupt corrupt(String message) {
        return new Corrupt(file, message);
    }
}
