package dev.portcullis.snapshot;

import dev.portcullis.snapshot.file.WholeFile;
import dev.portcullis.snapshot.trust.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/// Turns [SnapshotContent] into a signed snapshot. The same content and the same key always give the same bytes,
/// whatever the order of the content's lists.
public final class SnapshotWriter {
    private final SigningKey key;

    /// @param key readers must trust its public half for the purpose `snapshot`
    public SnapshotWriter(SigningKey key) {
        this.key = key;
    }

    /// A small snapshot as bytes, for tests and tools; [#publish] is for everything else.
    ///
    /// @throws InvalidContentException when the content contradicts itself
    public byte[] write(SnapshotContent content) throws InvalidContentException {
        var bytes = new Bytes();
        try {
            image(content).write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.array();
    }

    /// Writes a snapshot where readers look for it, mode 0600: they find the old file or the new one, never a part.
    ///
    /// @throws InvalidContentException when the content contradicts itself; nothing is written
    /// @throws IOException when the file cannot be written; the old one is still there
    public void publish(SnapshotContent content, Path file) throws InvalidContentException, IOException {
        SnapshotImage image = image(content);
        WholeFile.<InvalidContentException>replace(
                file, channel -> image.write((offset, bytes) -> writeFully(channel, offset, bytes)));
    }

    private SnapshotImage image(SnapshotContent content) throws InvalidContentException {
        return new SnapshotImage(new NumberedContent(content), key);
    }

    private static void writeFully(FileChannel channel, long offset, ByteBuffer bytes) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /// Collects a file in memory.
    private static final class Bytes implements SectionOutput.Target {
        private byte[] bytes = {};

        @Override
        public void write(long offset, ByteBuffer from) {
            int at = Math.toIntExact(offset);
            int end = Math.addExact(at, from.remaining());
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, end);
            }
            from.get(bytes, at, from.remaining());
        }

        byte[] array() {
            return bytes;
        }
    }
}
