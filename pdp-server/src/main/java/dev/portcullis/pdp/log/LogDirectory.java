package dev.portcullis.pdp.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The segments of a directory.
public final class LogDirectory {
    private LogDirectory() {}

    /// The segment files, oldest first; their names sort in that order.
    ///
    /// @throws LogException when the directory cannot be read
    public static List<Path> segments(Path directory) throws LogException {
        if (!Files.isDirectory(directory)) {
            throw new LogException("there is no directory `" + directory + "`");
        }
        List<Path> segments = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "segment-*.plog")) {
            files.forEach(segments::add);
        } catch (IOException failure) {
            throw new LogException("cannot read `" + directory + "`: " + failure.getMessage(), failure);
        }
        Collections.sort(segments);
        return segments;
    }

    /// Whether a segment's header was never finished, so that nothing was ever in it.
    ///
    /// @throws LogException when the file cannot be read
    static boolean isBarelyBegun(Path segment) throws LogException {
        try {
            return Files.size(segment) < SegmentHeader.BYTES;
        } catch (IOException failure) {
            throw new LogException("cannot read `" + segment + "`: " + failure.getMessage(), failure);
        }
    }

    /// Whether this frame ends its segment.
    ///
    /// @throws LogException when it is a checkpoint that cannot be read
    static boolean isSeal(Frame frame) throws LogException {
        return frame.type() == Frame.Type.CHECKPOINT
                && Checkpoint.read(frame.payload()).isSeal();
    }

    /// The header of a segment.
    ///
    /// @throws LogException when the file has none
    static SegmentHeader header(Path segment) throws LogException {
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw new LogException("`" + segment + "` ends inside its header");
                }
            }
            return SegmentHeader.read(segment, bytes.flip());
        } catch (IOException failure) {
            throw new LogException("cannot read `" + segment + "`: " + failure.getMessage(), failure);
        }
    }
}
