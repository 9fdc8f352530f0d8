package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;
import dev.portcullis.snapshot.trust.Trust;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Instant;

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
    Snapshot open(Arena arena, Trust trust, Instant now) throws IOException, SnapshotFormatException {
        Header header = new HeaderReader(file, map).read(trust, now);
        requireZeroBetweenSections(header);
        new SectionDigests(file, map).verify(header.sections());
        return openVerified(arena, header);
    }

    /// What follows once the bytes are those that were signed.
    Snapshot openVerified(Arena arena, Header header) throws IOException, SnapshotFormatException {
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
