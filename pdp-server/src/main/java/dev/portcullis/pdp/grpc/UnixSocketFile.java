package dev.portcullis.pdp.grpc;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// The file of a unix socket. The server binds beside it and moves the finished socket into place, so that nobody
/// can
/// connect before the permissions are right.
///
/// @param path where clients connect
/// @param permissions such as `rw-rw----`
record UnixSocketFile(Path path, String permissions) {
    /// The kernel's bound on the path of a socket, in bytes.
    private static final int MAX_PATH_BYTES = 107;

    /// Where to bind.
    Path unfinished() {
        return path.resolveSibling(path.getFileName() + ".new");
    }

    /// Removes what a killed server left behind.
    ///
    /// @throws ListenException when the path is in use, or is not ours to remove
    void prepare() throws ListenException {
        int length = unfinished().toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_PATH_BYTES) {
            throw new ListenException("unix socket path `" + path + "` is " + (length - MAX_PATH_BYTES)
                    + " bytes too long; choose a shorter directory");
        }
        try {
            Path directory = path.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Files.deleteIfExists(unfinished());
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                removeStale();
            }
        } catch (IOException failure) {
            throw new ListenException("cannot use `" + path + "` for the unix socket: " + failure, failure);
        }
    }

    private void removeStale() throws IOException, ListenException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(path));
            throw new ListenException(
                    "another process listens on `" + path + "`; stop it or configure another `grpc.unix.path`");
        } catch (ConnectException nobody) {
            if (!isSocket()) {
                throw new ListenException("`" + path + "` exists and is not a socket; remove it or configure another"
                        + " `grpc.unix.path`");
            }
            Files.delete(path);
        }
    }

    private boolean isSocket() throws IOException {
        return Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther();
    }

    /// Opens the bound socket to clients.
    void publish() throws ListenException {
        try {
            Files.setPosixFilePermissions(unfinished(), PosixFilePermissions.fromString(permissions));
            Files.move(unfinished(), path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new ListenException("cannot publish the unix socket `" + path + "`: " + failure, failure);
        }
    }

    /// Removes the socket of a server that has stopped.
    void remove() throws IOException {
        Files.deleteIfExists(path);
    }
}
