package dev.portcullis.bridge.pdp;

import java.nio.file.Path;

/// Where the decision point listens. Both kinds are of this machine: the connection is plain text.
public sealed interface Endpoint {
    /// A unix socket.
    record Socket(Path path) implements Endpoint {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /// A TCP port of the loopback interface.
    ///
    /// @param port from 1 to 65535
    record Loopback(int port) implements Endpoint {
        public Loopback {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("the port is `" + port + "`, allowed is 1 to 65535");
            }
        }

        @Override
        public String toString() {
            return "localhost:" + port;
        }
    }
}
