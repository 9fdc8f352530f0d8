package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// Compares the bytes of all sections with the digests of a trusted header, chunk by chunk on all cores.
final class SectionDigests {
    private static final int COPY_BYTES = 1 << 16;

    private final String file;
    private final MemorySegment map;

    SectionDigests(String file, MemorySegment map) {
        this.file = file;
        this.map = map;
    }

    /// @throws Corrupt naming the first section whose bytes are not those that were signed
    void verify(List<SectionEntry> sections) throws Corrupt, InterruptedIOException {
        var chunkDigests = new ArrayList<byte[]>();
        var checks = new ArrayList<Parallel.Check>();
        for (SectionEntry section : sections) {
            var digests = new byte[chunks(section.length()) * Format.DIGEST_BYTES];
            chunkDigests.add(digests);
            for (int chunk = 0; chunk < chunks(section.length()); chunk++) {
                int index = chunk;
                checks.add(() -> digest(section, index, digests));
            }
        }
        Parallel.run(checks, map.byteSize());
        for (int i = 0; i < sections.size(); i++) {
            MessageDigest sha256 = Digest.sha256();
            if (!Digest.of(sha256.digest(chunkDigests.get(i)))
                    .equals(sections.get(i).digest())) {
                throw new Corrupt(
                        file,
                        "section " + sections.get(i).section().name() + ": does not have the digest that was signed");
            }
        }
    }

    private static int chunks(long length) {
        return Math.toIntExact((length + Format.CHUNK_BYTES - 1) / Format.CHUNK_BYTES);
    }

    private void digest(SectionEntry section, int chunk, byte[] digests) {
        long from = section.offset() + (long) chunk * Format.CHUNK_BYTES;
        long to = Math.min(section.end(), from + Format.CHUNK_BYTES);
        MessageDigest sha256 = Digest.sha256();
        var buffer = new byte[(int) Math.min(COPY_BYTES, to - from)];
        while (from < to) {
            int length = (int) Math.min(buffer.length, to - from);
            MemorySegment.copy(map, ValueLayout.JAVA_BYTE, from, buffer, 0, length);
            sha256.update(buffer, 0, length);
            from += length;
        }
        try {
            sha256.digest(digests, chunk * Format.DIGEST_BYTES, Format.DIGEST_BYTES);
        } catch (DigestException impossible) {
            throw new AssertionError("BUG: 32 bytes hold a SHA-256", impossible);
        }
    }
}
