package dev.portcullis.pdp.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Reads the frames of one segment in order and proves each link of the chain. Where the frames stop it tells why:
/// at
/// the end of the file, at a frame that was never finished (torn), or at bytes that no writer wrote (altered).
public final class SegmentReader {
    private final Path file;
    private final ByteBuffer bytes;
    private final SegmentHeader header;
    private long seq;
    private Digest link;

    private SegmentReader(Path file, ByteBuffer bytes, SegmentHeader header, long seq, Digest link) {
        this.file = file;
        this.bytes = bytes;
        this.header = header;
        this.seq = seq;
        this.link = link;
    }

    /// Why the frames of a segment stop.
    public sealed interface End {
        /// The file ends with its last frame.
        record Complete() implements End {}

        /// A frame was begun and not finished, and nothing follows it: what a crash leaves behind.
        record Torn(long offset, long bytes) implements End {}

        /// These bytes are not what was written.
        record Altered(long offset, String what) implements End {}
    }

    /// Opens a segment.
    ///
    /// @throws LogException when the file is not a segment
    public static SegmentReader open(Path file) throws LogException {
        ByteBuffer bytes = map(file);
        SegmentHeader header = SegmentHeader.read(file, bytes.slice(0, SegmentHeader.BYTES));
        bytes.position(SegmentHeader.BYTES);
        return new SegmentReader(file, bytes, header, header.firstSeq(), header.start());
    }

    /// A reader that goes on where this one stopped and sees what has been written since.
    ///
    /// @throws LogException when the file has become shorter
    SegmentReader reopened() throws LogException {
        if (Files.notExists(file)) {
            // Retention has deleted it; what is mapped stays readable.
            return this;
        }
        ByteBuffer grown = map(file);
        if (grown.limit() < bytes.position()) {
            throw new LogException("`" + file + "` has become shorter");
        }
        grown.position(bytes.position());
        return new SegmentReader(file, grown, header, seq, link);
    }

    private static ByteBuffer map(Path file) throws LogException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > Integer.MAX_VALUE) {
                throw new LogException("`" + file + "` has " + size + " bytes, allowed are " + Integer.MAX_VALUE);
            }
            if (size < SegmentHeader.BYTES) {
                throw new LogException("`" + file + "` ends inside its header");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, size).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException failure) {
            throw new LogException("cannot read `" + file + "`: " + failure.getMessage(), failure);
        }
    }

    Path file() {
        return file;
    }

    SegmentHeader header() {
        return header;
    }

    /// The next frame; empty at the [#end].
    public Optional<Frame> next() {
        int start = bytes.position();
        int length = payloadLength(start);
        if (length < 0) {
            return Optional.empty();
        }
        Optional<Frame.Type> type = Frame.Type.of(bytes.get(start + 4));
        int hashAt = start + Frame.HEAD_BYTES + length;
        Digest computed = Frame.link(ByteBuffer.wrap(link.bytes()), bytes.slice(start, hashAt - start));
        if (type.isEmpty() || numberAt(start) != expectedNumber() || !computed.equals(hashAt(hashAt))) {
            return Optional.empty();
        }
        byte[] payload = new byte[length];
        bytes.get(start + Frame.HEAD_BYTES, payload);
        Frame frame = new Frame(seq, type.get(), link, payload);
        bytes.position(hashAt + Digest.LENGTH);
        seq++;
        link = computed;
        return Optional.of(frame);
    }

    /// Number of the next frame.
    long seq() {
        return seq;
    }

    /// Where the next frame starts.
    int position() {
        return bytes.position();
    }

    /// Where the chain stands after the frames read so far.
    ChainEnd chainEnd() {
        return new ChainEnd(header.number(), seq, link);
    }

    /// Why there is no next frame.
    public End end() {
        int start = bytes.position();
        int left = bytes.limit() - start;
        if (left == 0) {
            return new End.Complete();
        }
        if (isZero(start)) {
            // A file system may extend a file before the data is in it: a tail of zeros is an unfinished write.
            return new End.Torn(start, left);
        }
        if (payloadLength(start) >= 0) {
            return new End.Altered(start, whyWrong(start));
        }
        if (left >= Integer.BYTES && !isPlausible(bytes.getInt(start))) {
            return new End.Altered(start, "its length was changed to an impossible one");
        }
        if (wouldMatch(start, left)) {
            return new End.Altered(start, "its length was changed");
        }
        return laterFrame(start)
                .<End>map(at -> new End.Altered(start, "it was changed, a whole frame follows at byte " + at))
                .orElseGet(() -> new End.Torn(start, left));
    }

    /// What is wrong with a frame that is whole. Frames are numbered, so that one that is missing is told from one that
    /// was
    /// edited.
    private String whyWrong(int start) {
        int ahead = (numberAt(start) - expectedNumber()) & Frame.NUMBER_MASK;
        boolean moved = ahead != 0 && !matchesWithItsNumber(start);
        if (!moved) {
            return "a byte of it was changed";
        }
        return ahead <= Frame.NUMBER_MASK / 2
                ? "frame " + (seq + ahead) + " stands in its place: " + ahead + " removed"
                : "an earlier frame stands in its place: frames were inserted or moved";
    }

    /// Whether the frame is what was written but for its number.
    private boolean matchesWithItsNumber(int start) {
        int length = bytes.getInt(start);
        Optional<Frame.Type> type = Frame.Type.of(bytes.get(start + 4));
        return type.isPresent() && matches(start, type.get(), length);
    }

    private int numberAt(int start) {
        return bytes.getInt(start + 4) >>> 8;
    }

    private int expectedNumber() {
        return (int) seq & Frame.NUMBER_MASK;
    }

    /// The payload length of the frame that starts here; -1 when the file ends inside it.
    private int payloadLength(int start) {
        int left = bytes.limit() - start;
        if (left < Frame.HEAD_BYTES + Digest.LENGTH) {
            return -1;
        }
        int length = bytes.getInt(start);
        boolean whole = isPlausible(length) && (long) Frame.HEAD_BYTES + length + Digest.LENGTH <= left;
        return whole ? length : -1;
    }

    private static boolean isPlausible(int length) {
        return length >= 0 && length <= Frame.MAX_PAYLOAD_BYTES;
    }

    /// Whether the rest of the file is one frame but for its length.
    private boolean wouldMatch(int start, int left) {
        int length = left - Frame.HEAD_BYTES - Digest.LENGTH;
        Optional<Frame.Type> type = length < 0 ? Optional.empty() : Frame.Type.of(bytes.get(start + 4));
        return type.isPresent() && matches(start, type.get(), length);
    }

    /// Whether a frame of this type and length, numbered as it should be, has the hash that stands behind it.
    private boolean matches(int start, Frame.Type type, int length) {
        byte[] head = Frame.head(type, length, seq);
        byte[] payload = new byte[length];
        bytes.get(start + Frame.HEAD_BYTES, payload);
        return Frame.link(link, head, payload).equals(hashAt(start + Frame.HEAD_BYTES + length));
    }

    private boolean isZero(int start) {
        for (int at = start; at < bytes.limit(); at++) {
            if (bytes.get(at) != 0) {
                return false;
            }
        }
        return true;
    }

    /// A damaged length makes the rest of a segment look like one unfinished frame. Each frame is proven by the
    /// hash in
    /// front of it, so a whole frame further on shows that the damage was done later.
    private Optional<Integer> laterFrame(int start) {
        for (int at = start + 1; at + Frame.HEAD_BYTES + Digest.LENGTH <= bytes.limit(); at++) {
            int length = payloadLength(at);
            if (length < 0 || Frame.Type.of(bytes.get(at + 4)).isEmpty()) {
                continue;
            }
            int hashAt = at + Frame.HEAD_BYTES + length;
            Digest computed = Frame.link(bytes.slice(at - Digest.LENGTH, Digest.LENGTH), bytes.slice(at, hashAt - at));
            if (computed.equals(hashAt(hashAt))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private Digest hashAt(int offset) {
        byte[] hash = new byte[Digest.LENGTH];
        bytes.get(offset, hash);
        return Digest.stored(hash);
    }
}
