package dev.portcullis.pdp.grpc;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// A client that sends HTTP/2 frames (RFC 9113) as a test wants them, and does nothing by itself: it answers no ping
/// and
/// gives no window.
final class RawConnection implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int INITIAL_WINDOW_SIZE = 4;

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    private final SocketChannel socket;
    private final DataInputStream in;

    RawConnection(Path path) throws IOException {
        socket = SocketChannel.open(UnixDomainSocketAddress.of(path));
        in = new DataInputStream(Channels.newInputStream(socket));
    }

    /// @param flags as they were sent
    record Frame(int type, int flags, int stream, ByteString payload) {
        /// The error code of a GOAWAY (RFC 9113, 7).
        int goAwayCode() {
            return payload.asReadOnlyByteBuffer().getInt(4);
        }

        /// What a GOAWAY says for people.
        String goAwayText() {
            return payload.substring(8).toStringUtf8();
        }

        /// The error code of an RST_STREAM.
        int resetCode() {
            return payload.asReadOnlyByteBuffer().getInt(0);
        }
    }

    /// Preface and settings.
    RawConnection open(Map<Integer, Integer> settings) throws IOException {
        write(PREFACE);
        ByteBuffer payload = ByteBuffer.allocate(6 * settings.size());
        settings.forEach((id, value) -> payload.putShort(id.shortValue()).putInt(value));
        send(SETTINGS, 0, 0, payload.array());
        return this;
    }

    /// A whole unary call.
    ///
    /// @param more names and values of further headers
    void call(int stream, String method, byte[] message, String... more) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        header(block, ":method", "POST");
        header(block, ":scheme", "http");
        header(block, ":path", "/" + method);
        header(block, ":authority", "localhost");
        header(block, "content-type", "application/grpc");
        header(block, "te", "trailers");
        for (int i = 0; i < more.length; i += 2) {
            header(block, more[i], more[i + 1]);
        }
        send(HEADERS, END_HEADERS, stream, block.toByteArray());
        ByteBuffer framed = ByteBuffer.allocate(5 + message.length);
        framed.put((byte) 0).putInt(message.length).put(message);
        send(DATA, END_STREAM, stream, framed.array());
    }

    /// A literal header field without indexing (RFC 7541, 6.2.2), without Huffman coding.
    private static void header(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        text(block, name);
        text(block, value);
    }

    /// A string (RFC 7541, 5.2); its length has a prefix of seven bits (5.1).
    private static void text(ByteArrayOutputStream block, String text) {
        int left = text.length() - 127;
        block.write(left < 0 ? text.length() : 127);
        for (; left > 127; left >>>= 7) {
            block.write((left & 127) | 128);
        }
        if (left >= 0) {
            block.write(left);
        }
        block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    void send(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
        write(frame.array());
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            socket.write(left);
        }
    }

    /// The next frame that is wanted; empty when the server closed the connection before.
    Optional<Frame> await(Predicate<Frame> wanted) throws IOException {
        try {
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int stream = in.readInt();
                Frame frame = new Frame(type, flags, stream, ByteString.copyFrom(in.readNBytes(length)));
                if (wanted.test(frame)) {
                    return Optional.of(frame);
                }
            }
        } catch (EOFException closed) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
