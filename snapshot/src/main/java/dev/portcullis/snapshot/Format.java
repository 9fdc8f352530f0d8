package dev.portcullis.snapshot;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The constants of format version 1. Spec: docs/spec/snapshot-v1.md.
final class Format {
    /// Not text, not UTF-8, broken by every line-end conversion: `89 P C S N CR LF 1A`.
    static final long MAGIC = 0x1A0A_0D4E_5343_5089L;

    static final int VERSION = 1;
    static final int OLDEST_VERSION = 1;

    static final int VERSION_AT = 8;
    static final int HEADER_BYTES_AT = 12;
    static final int FILE_BYTES_AT = 16;
    static final int EPOCH_AT = 24;
    static final int SEQ_AT = 32;
    static final int BUILT_AT_AT = 40;
    static final int NOT_AFTER_AT = 48;
    static final int HASH_KEY_AT = 56;
    static final int KEY_ID_AT = 72;
    static final int ALGORITHM_AT = 104;
    static final int SECTION_COUNT_AT = 106;
    static final int SOURCE_COUNT_AT = 108;
    static final int RESERVED_AT = 110;
    static final int FIXED_HEADER_BYTES = 128;
    static final int SECTION_ENTRY_BYTES = 64;
    static final int SOURCE_ENTRY_BYTES = 16;
    static final int MAX_HEADER_BYTES = 1 << 20;
    static final int SIGNATURE_BYTES = 64;
    static final int DIGEST_BYTES = 32;
    static final int HASH_KEY_BYTES = 16;
    static final int KEY_ID_BYTES = 32;
    static final int ED25519 = 1;

    static final int MAX_SOURCES = 1024;
    static final int MAX_SOURCE_TEXT_BYTES = 255;
    static final int MAX_STRING_BYTES = 65_535;

    /// Rows, list items, edges and the like are counted in 31 bits.
    static final int MAX_COUNT = Integer.MAX_VALUE - 8;

    /// Sections begin at multiples of this: a cache line.
    static final int SECTION_ALIGNMENT = 64;

    /// A section's digest is the SHA-256 of the SHA-256s of its chunks, so that one section keeps all cores busy.
    static final int CHUNK_BYTES = 1 << 22;

    /// No string, node, or list.
    static final int NONE = -1;

    /// No time.
    static final long ABSENT_NS = Long.MIN_VALUE;

    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    private Format() {}

    /// The next multiple of a power of two.
    static long align(long offset, int alignment) {
        return (offset + alignment - 1) & -alignment;
    }

    /// Where the first section begins, behind a header of this length and its signature.
    static long firstSectionOffset(int headerBytes) {
        return align((long) headerBytes + SIGNATURE_BYTES, SECTION_ALIGNMENT);
    }
}
