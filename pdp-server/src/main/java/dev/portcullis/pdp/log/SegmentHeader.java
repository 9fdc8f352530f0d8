package dev.portcullis.pdp.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// The first 64 bytes of a segment, little-endian: magic, version, four zero bytes, segment number, number of its
/// first
/// frame, hash of the frame before.
///
/// @param number of the segment, from 1
/// @param firstSeq number of its first frame
/// @param previous hash of the last frame of the segment before; zeros for the first
record SegmentHeader(long number, long firstSeq, Digest previous) {
    static final int BYTES = 64;
    static final int VERSION = 1;
    private static final byte[] MAGIC = "PORTCLOG".getBytes(StandardCharsets.US_ASCII);

    /// The file name of a segment.
    static String fileName(long number) {
        return "segment-%012d.plog".formatted(number);
    }

    /// What the chain of the segment starts from: a hash of the whole header, which holds the hash of the frame
    /// before.
    Digest start() {
        return Digest.of(write().array());
    }

    ByteBuffer write() {
        return ByteBuffer.allocate(BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(0)
                .putLong(number)
                .putLong(firstSeq)
                .put(previous.bytes())
                .flip();
    }

    /// Reads a header of 64 bytes.
    ///
    /// @throws LogException when it is none, or of a version that is not read here
    static SegmentHeader read(Path file, ByteBuffer bytes) throws LogException {
        ByteBuffer in = bytes.order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[MAGIC.length];
        in.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new LogException("`" + file + "` is not a segment of a decision log");
        }
        int version = in.getInt();
        if (version != VERSION) {
            throw new LogException("`" + file + "` has format version " + version + ", this program reads " + VERSION);
        }
        if (in.getInt() != 0) {
            throw new LogException("`" + file + "` has a header with bytes that no writer sets");
        }
        byte[] previous = new byte[Digest.LENGTH];
        long number = in.getLong();
        long firstSeq = in.getLong();
        in.get(previous);
        return new SegmentHeader(number, firstSeq, Digest.stored(previous));
    }
}
