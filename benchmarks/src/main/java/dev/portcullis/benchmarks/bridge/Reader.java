package dev.portcullis.benchmarks.bridge;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client that reads one secret again and again over one connection, with as little work of its own as possible.
final class Reader implements AutoCloseable {
    private static final String LENGTH = "content-length: ";

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final byte[] request;

    /// @param port of 127.0.0.1
    /// @param path such as `/v1/kv/data/app`
    Reader(int port, String path, String token) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream());
        request = ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Vault-Request: true\r\nX-Vault-Token: " + token
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// One read.
    ///
    /// @return status, a space, and the body
    String read() throws IOException {
        out.write(request);
        String status = line().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
        int length = -1;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Integer.parseInt(header.substring(LENGTH.length()));
            }
        }
        byte[] body = in.readNBytes(length);
        if (length < 0 || body.length < length) {
            throw new EOFException("the answer has no whole body");
        }
        return status + " " + new String(body, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
