package dev.portcullis.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/// Streams sections behind one another, zero-padded, and digests them on the way: constant memory, each byte written
/// once.
final class SectionOutput {
    private static final int BUFFER_BYTES = 1 << 18;

    private final Target target;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private MessageDigest chunk = Digest.sha256();
    private MessageDigest chunks = Digest.sha256();
    private int chunkBytes;
    private long flushed;
    private long begin;

    /// Where the bytes go.
    @FunctionalInterface
    interface Target {
        /// Takes all of `bytes`.
        void write(long offset, ByteBuffer bytes) throws IOException;
    }

    /// @param begin where the first section may begin
    SectionOutput(Target target, long begin) {
        this.target = target;
        this.flushed = begin;
        this.begin = begin;
    }

    /// Begins a section at the next aligned offset.
    void begin() throws IOException {
        long position = flushed;
        int padding = (int) (Format.align(position, Format.SECTION_ALIGNMENT) - position);
        if (padding > 0) {
            target.write(position, ByteBuffer.allocate(padding));
        }
        flushed += padding;
        begin = flushed;
        chunks = Digest.sha256();
        chunkBytes = 0;
    }

    /// Ends the section.
    SectionEntry end(Section section, int count) throws IOException {
        flush();
        if (chunkBytes > 0) {
            endChunk();
        }
        return new SectionEntry(section, begin, flushed - begin, count, Digest.of(chunks.digest()));
    }

    void putByte(int value) throws IOException {
        room(Byte.BYTES);
        buffer.put((byte) value);
    }

    void putInt(int value) throws IOException {
        room(Integer.BYTES);
        buffer.putInt(value);
    }

    void putLong(long value) throws IOException {
        room(Long.BYTES);
        buffer.putLong(value);
    }

    void putBytes(byte[] bytes) throws IOException {
        int from = 0;
        while (from < bytes.length) {
            room(1);
            int length = Math.min(buffer.remaining(), bytes.length - from);
            buffer.put(bytes, from, length);
            from += length;
        }
    }

    /// Zeros up to the next multiple of a power of two, counted from the begin of the section.
    void pad(int alignment) throws IOException {
        long position = flushed - begin + buffer.position();
        for (long at = position; at < Format.align(position, alignment); at++) {
            putByte(0);
        }
    }

    private void room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        ByteBuffer rest = buffer.duplicate();
        while (rest.hasRemaining()) {
            int length = Math.min(rest.remaining(), Format.CHUNK_BYTES - chunkBytes);
            chunk.update(rest.slice(rest.position(), length));
            rest.position(rest.position() + length);
            chunkBytes += length;
            if (chunkBytes == Format.CHUNK_BYTES) {
                endChunk();
            }
        }
        int length = buffer.remaining();
        target.write(flushed, buffer);
        flushed += length;
        buffer.clear();
    }

    private void endChunk() {
        chunks.update(chunk.digest());
        chunk = Digest.sha256();
        chunkBytes = 0;
    }

    /// Where the last section ended.
    long position() {
        return flushed;
    }
}
