package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// From mapped bytes to a [Snapshot], in the order of trust: header and signature, padding and digests, outline of
/// the sections, and at last every value in them.
final class SnapshotOpener {
    private final String file;
    private final MemorySegment map;

    SnapshotOpener(String file, MemorySegment map) {
        this.file = file;
        this.map = map;
    }

    /// @param arena what the map lives in; the snapshot closes it
    Snapshot open(Arena arena, HeaderReader.Signatures signatures) throws IOException, SnapshotFormatException {
        Header header = new HeaderReader(file, map).read(signatures);
        requireZeroBetweenSections(header);
        new SectionDigests(file, map).verify(header.sections());
        var facts = new Facts(new Sections(file, map, header.sections()), header.hashKey());
        facts.check(map.byteSize());
        return new Snapshot(file, arena, header, facts);
    }

    private void requireZeroBetweenSections(Header header) throws Corrupt {
        long end = Header.bytes(header.sources()) + (long) Format.SIGNATURE_BYTES;
        for (SectionEntry section : header.sections()) {
            for (long at = end; at < section.offset(); at++) {
                if (map.get(Format.BYTE, at) != 0) {
                    throw new Corrupt(file, "padding at byte " + at + " is not zero");
                }
            }
            end = section.end();
        }
    }
}
