package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Decodes a header whose signature verified. Strict all the same: what a later version may mean by other bytes is
/// not for this one to guess.
final class HeaderDecoder {
    private final String file;
    private final long fileBytes;
    private final ByteBuffer in;

    /// @param in the signed bytes, little-endian
    HeaderDecoder(String file, long fileBytes, ByteBuffer in) {
        this.file = file;
        this.fileBytes = fileBytes;
        this.in = in;
    }

    /// @param keyId who signed
    Header decode(String keyId) throws Corrupt {
        long epoch = in.getLong(Format.EPOCH_AT);
        long seq = in.getLong(Format.SEQ_AT);
        if (epoch < 1 || seq < 0) {
            throw corrupt("version is `" + epoch + "." + seq + "`, the least allowed is `1.0`");
        }
        int sectionCount = Short.toUnsignedInt(in.getShort(Format.SECTION_COUNT_AT));
        if (sectionCount != Section.ALL.size()) {
            throw corrupt("the section table has " + sectionCount + " entries, format version " + Format.VERSION
                    + " has " + Section.ALL.size());
        }
        int sourceCount = Short.toUnsignedInt(in.getShort(Format.SOURCE_COUNT_AT));
        in.position(Format.RESERVED_AT);
        requireZero(Format.FIXED_HEADER_BYTES - Format.RESERVED_AT);
        long builtAtNs = in.getLong(Format.BUILT_AT_AT);
        long notAfterNs = in.getLong(Format.NOT_AFTER_AT);
        if (notAfterNs <= builtAtNs) {
            throw corrupt("not after is " + notAfterNs + ", it has to be later than built at " + builtAtNs);
        }
        HashKey hashKey = HashKey.read(in.position(Format.HASH_KEY_AT));
        in.position(Format.FIXED_HEADER_BYTES);
        List<SectionEntry> sections = sections();
        List<SourceWatermark> sources = sources(sourceCount);
        if (in.hasRemaining()) {
            throw corrupt("the header has " + in.remaining() + " bytes behind its last source");
        }
        var version = new SnapshotVersion(epoch, seq);
        return new Header(fileBytes, version, builtAtNs, notAfterNs, hashKey, keyId, sections, sources);
    }

    private List<SectionEntry> sections() throws Corrupt {
        var entries = new ArrayList<SectionEntry>();
        if (in.remaining() < Section.ALL.size() * Format.SECTION_ENTRY_BYTES) {
            throw corrupt("the header ends inside its section table");
        }
        long expected = Format.firstSectionOffset(in.capacity());
        long end = expected;
        for (Section section : Section.ALL) {
            SectionEntry entry = section(section);
            if (entry.offset() != expected || entry.length() < 0 || entry.length() > fileBytes - expected) {
                throw corrupt("section " + section.name() + " is at " + entry.offset() + " with " + entry.length()
                        + " bytes, it belongs at " + expected + " in a file of " + fileBytes);
            }
            entries.add(entry);
            end = entry.end();
            expected = Format.align(end, Format.SECTION_ALIGNMENT);
        }
        if (end != fileBytes) {
            throw corrupt("the last section ends at " + end + ", the file at " + fileBytes);
        }
        return entries;
    }

    private SectionEntry section(Section section) throws Corrupt {
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

    private List<SourceWatermark> sources(int count) throws Corrupt {
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
            String name = text(nameBytes);
            String status = text(statusBytes);
            requireZero(textBytes - nameBytes - statusBytes);
            if (i > 0 && StringDictionary.compareCodePoints(sources.get(i - 1).name(), name) >= 0) {
                throw corrupt("source `" + name + "` does not come after the one before it");
            }
            sources.add(new SourceWatermark(name, watermarkNs, status));
        }
        return sources;
    }

    private String text(int bytes) throws Corrupt {
        ByteBuffer slice = in.slice(in.position(), bytes);
        in.position(in.position() + bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(slice).toString();
        } catch (CharacterCodingException malformed) {
            throw corrupt("a source is named in bytes that are not UTF-8");
        }
    }

    private void requireZero(int bytes) throws Corrupt {
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
