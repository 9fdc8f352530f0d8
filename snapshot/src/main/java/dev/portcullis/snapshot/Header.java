package dev.portcullis.snapshot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the signed front of a snapshot file says.
///
/// @param fileBytes length of the whole file
/// @param hashKey root of the keys of the id index and the baseline
/// @param keyId who signed
/// @param sections exactly [Section#ALL], in order
record Header(
        long fileBytes,
        SnapshotVersion version,
        long builtAtNs,
        long notAfterNs,
        HashKey hashKey,
        String keyId,
        List<SectionEntry> sections,
        List<SourceWatermark> sources) {
    Header {
        sections = List.copyOf(sections);
        sources = List.copyOf(sources);
    }

    /// The length of a header with these sources, without signature.
    static int bytes(List<SourceWatermark> sources) {
        int bytes = Format.FIXED_HEADER_BYTES + Section.ALL.size() * Format.SECTION_ENTRY_BYTES;
        for (SourceWatermark source : sources) {
            bytes += Format.SOURCE_ENTRY_BYTES + textBytes(utf8(source.name()).length, utf8(source.status()).length);
        }
        return bytes;
    }

    /// The space that name and status of a source take, padding included.
    static int textBytes(int nameBytes, int statusBytes) {
        return (int) Format.align(nameBytes + statusBytes, Long.BYTES);
    }

    /// The bytes that are signed.
    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(bytes(sources)).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(Format.MAGIC).putInt(Format.VERSION).putInt(out.capacity());
        out.putLong(fileBytes).putLong(version.epoch()).putLong(version.seq());
        out.putLong(builtAtNs).putLong(notAfterNs);
        out.putLong(hashKey.k0()).putLong(hashKey.k1());
        out.put(keyId.getBytes(StandardCharsets.US_ASCII)).position(Format.ALGORITHM_AT);
        out.putShort((short) Format.ED25519).putShort((short) sections.size()).putShort((short) sources.size());
        out.position(Format.FIXED_HEADER_BYTES);
        for (SectionEntry entry : sections) {
            out.putInt(entry.section().id()).putInt(entry.count());
            out.putLong(entry.offset()).putLong(entry.length());
            out.put(entry.digest().bytes()).putLong(0);
        }
        for (SourceWatermark source : sources) {
            byte[] name = utf8(source.name());
            byte[] status = utf8(source.status());
            out.putLong(source.watermarkNs());
            out.putShort((short) name.length).putShort((short) status.length).putInt(0);
            out.put(name).put(status);
            out.position((int) Format.align(out.position(), Long.BYTES));
        }
        return out.array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
