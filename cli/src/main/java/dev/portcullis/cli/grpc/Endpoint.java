package dev.portcullis.cli.grpc;

import java.nio.file.Path;
import java.util.Optional;

/// Where a decision point listens.
public sealed interface Endpoint {
    /// A unix socket.
    record Socket(Path path) implements Endpoint {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /// A TCP port, in plain text: for loopback.
    record Tcp(String host, int port) implements Endpoint {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /// Reads `HOST:PORT`; an IPv6 address stands in brackets. Empty when there is no host or no port from 1 to 65535.
    static Optional<Tcp> parse(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            host = "";
        }
        int number = port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 0;
        boolean isWhole = !host.isEmpty() && number >= 1 && number <= 65_535;
        return isWhole ? Optional.of(new Tcp(host, number)) : Optional.empty();
    }
}
