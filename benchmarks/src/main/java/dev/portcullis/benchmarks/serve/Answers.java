package dev.portcullis.benchmarks.serve;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// What was answered, kept outside of the heap: hundreds of thousands of objects that survive would lengthen the
/// pauses of the collector, and the server runs in the same process.
final class Answers {
    private static final int CHUNK_BYTES = 1 << 24;

    private final List<ByteBuffer> chunks = new ArrayList<>();

    /// Gets each answer in order.
    @FunctionalInterface
    interface Reader<E extends Exception> {
        void read(byte[] answer) throws E;
    }

    void add(byte[] answer) {
        ByteBuffer chunk = chunks.isEmpty() ? null : chunks.getLast();
        if (chunk == null || chunk.remaining() < Integer.BYTES + answer.length) {
            chunk = ByteBuffer.allocateDirect(Math.max(CHUNK_BYTES, Integer.BYTES + answer.length));
            chunks.add(chunk);
        }
        chunk.putInt(answer.length).put(answer);
    }

    <E extends Exception> void forEach(Reader<E> reader) throws E {
        for (ByteBuffer chunk : chunks) {
            ByteBuffer read = chunk.duplicate().flip();
            while (read.hasRemaining()) {
                byte[] answer = new byte[read.getInt()];
                read.get(answer);
                reader.read(answer);
            }
        }
    }
}
