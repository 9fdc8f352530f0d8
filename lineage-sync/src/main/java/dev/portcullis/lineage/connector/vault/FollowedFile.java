package dev.portcullis.lineage.connector.vault;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/// One open file, read line by line as it grows. A file that became shorter, or begins otherwise than it did,
/// was cut and is read from its start again.
final class FollowedFile implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int HEAD_BYTES = 64;

    private final String name;
    private final Object key;
    private final FileChannel channel;
    private final int maxLineBytes;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private byte[] head = new byte[0];
    private long offset;
    private long line = 1;
    private boolean skipping;

    FollowedFile(String name, Object key, FileChannel channel, int maxLineBytes) {
        this.name = name;
        this.key = key;
        this.channel = channel;
        this.maxLineBytes = maxLineBytes;
    }

    Object key() {
        return key;
    }

    String position() {
        return key + " " + offset;
    }

    /// Gives the complete lines behind those it gave before.
    ///
    /// @return whether there were any
    boolean read(AuditTail.Lines lines) throws IOException {
        if (wasCut()) {
            offset = 0;
            line = 1;
            skipping = false;
            head = new byte[0];
        }
        long before = offset;
        drain(lines, channel.size());
        if (head.length < HEAD_BYTES && offset > head.length) {
            head = first((int) Math.min(HEAD_BYTES, offset));
        }
        return offset > before;
    }

    /// Says what is left of a file that nobody writes any more: a line without an end.
    void end(AuditTail.Lines lines) throws IOException {
        if (channel.size() > offset) {
            lines.skip(place(), "has no line feed at its end");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private boolean wasCut() throws IOException {
        return channel.size() < offset || !Arrays.equals(head, first(head.length));
    }

    private byte[] first(int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            // A short read is no end.
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /// Reads up to `end`. The offset moves with each line that was given, never into the middle of one that
    /// is kept.
    private void drain(AuditTail.Lines lines, long end) throws IOException {
        var partial = new ByteArrayOutputStream(1_024);
        long at = offset;
        while (at < end) {
            buffer.clear();
            int length = channel.read(buffer, at);
            if (length < 0) {
                return;
            }
            int start = 0;
            for (int i = 0; i < length; i++) {
                if (buffer.get(i) == '\n') {
                    append(partial, start, i, lines);
                    offset = at + i + 1;
                    take(partial, lines);
                    start = i + 1;
                }
            }
            append(partial, start, length, lines);
            at += length;
            if (skipping) {
                offset = at;
            }
        }
    }

    private void append(ByteArrayOutputStream partial, int start, int end, AuditTail.Lines lines) {
        if (skipping) {
            return;
        }
        if (partial.size() + (end - start) > maxLineBytes) {
            skipping = true;
            partial.reset();
            lines.skip(place(), "is longer than " + maxLineBytes + " bytes");
            return;
        }
        partial.write(buffer.array(), start, end - start);
    }

    private void take(ByteArrayOutputStream partial, AuditTail.Lines lines) {
        String place = place();
        line++;
        if (skipping) {
            skipping = false;
            return;
        }
        byte[] utf8 = partial.toByteArray();
        partial.reset();
        lines.line(utf8, place);
    }

    private String place() {
        return name + ":" + line;
    }
}
