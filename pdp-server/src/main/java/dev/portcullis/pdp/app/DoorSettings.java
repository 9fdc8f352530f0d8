package dev.portcullis.pdp.app;

import dev.portcullis.pdp.grpc.GrpcListeners;
import dev.portcullis.pdp.grpc.TlsFiles;
import dev.portcullis.settings.SettingsException;
import dev.portcullis.settings.SettingsNode;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

/// The block `grpc`.
///
/// @param paths makes relative paths relative to the configuration file
record DoorSettings(PathOf paths) {
    /// A path as the configuration writes it.
    @FunctionalInterface
    interface PathOf {
        Path of(String text);
    }

    Settings.Doors read(SettingsNode grpc, Path file) throws SettingsException {
        Optional<Settings.Tcp> tcp = grpc.has("tcp") ? Optional.of(tcp(grpc.child("tcp"))) : Optional.empty();
        Optional<GrpcListeners.Unix> unix = grpc.has("unix") ? Optional.of(unix(grpc.child("unix"))) : Optional.empty();
        int cores = Runtime.getRuntime().availableProcessors();
        int loops = (int) grpc.integer("event_loops", cores, 1, 1_024);
        Duration drain = Duration.ofMillis(grpc.integer("drain_ms", 5_000, 0, 600_000));
        grpc.finish();
        if (tcp.isEmpty() && unix.isEmpty()) {
            throw new SettingsException(file + ": `grpc` needs a `unix` socket, a `tcp` address, or both");
        }
        return new Settings.Doors(tcp, unix, loops, drain);
    }

    private Settings.Tcp tcp(SettingsNode node) throws SettingsException {
        InetSocketAddress address = node.listener(8_181);
        Optional<TlsFiles> tls = node.has("tls") ? Optional.of(tls(node.child("tls"))) : Optional.empty();
        node.finish();
        if (tls.isEmpty() && (address.isUnresolved() || !address.getAddress().isLoopbackAddress())) {
            throw new SettingsException(node.origin("address") + "`" + address.getHostString()
                    + "` is not a loopback address, so `grpc.tcp.tls` with client certificates is needed");
        }
        return new Settings.Tcp(address, tls);
    }

    private TlsFiles tls(SettingsNode node) throws SettingsException {
        TlsFiles files = new TlsFiles(
                paths.of(node.requiredText("certificate")),
                paths.of(node.requiredText("key")),
                paths.of(node.requiredText("client_ca")));
        node.finish();
        return files;
    }

    private GrpcListeners.Unix unix(SettingsNode node) throws SettingsException {
        Path path = paths.of(node.requiredText("path"));
        String permissions = node.text("permissions").orElse("rw-rw----");
        try {
            PosixFilePermissions.fromString(permissions);
        } catch (IllegalArgumentException wrong) {
            throw new SettingsException(
                    node.origin("permissions") + "`" + permissions + "` is not of the form `rw-rw----`");
        }
        node.finish();
        return new GrpcListeners.Unix(path, permissions);
    }
}
