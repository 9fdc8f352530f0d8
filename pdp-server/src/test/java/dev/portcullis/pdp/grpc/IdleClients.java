package dev.portcullis.pdp.grpc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A process that opens connections and then does nothing, so that their descriptors are not the server's.
///
/// Usage: `IdleClients SOCKET HOW_MANY`; prints `open` when all are set up, and ends with its standard input.
public final class IdleClients {
    private IdleClients() {}

    public static void main(String[] arguments) throws IOException {
        List<RawConnection> idle = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            RawConnection connection = new RawConnection(Path.of(arguments[0])).open(Map.of());
            if (connection
                    .await(frame -> frame.type() == RawConnection.SETTINGS)
                    .isEmpty()) {
                throw new IOException("connection " + i + " was closed");
            }
            idle.add(connection);
        }
        System.out.println("open " + idle.size());
        while (System.in.read() >= 0) {
            // Only the end matters.
        }
        for (RawConnection connection : idle) {
            connection.close();
        }
    }
}
