package dev.portcullis.bridge.app;

import dev.portcullis.settings.SettingsException;
import dev.portcullis.settings.SettingsFile;
import dev.portcullis.settings.SettingsNode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// A block `listen`.
///
/// @param port when the file has none
record ListenBlock(SettingsFile source, int port) {
    BridgeSettings.Listen read(SettingsNode listen) throws SettingsException {
        InetSocketAddress address = listen.listener(port);
        Optional<BridgeSettings.TlsFiles> tls =
                listen.has("tls") ? Optional.of(tls(listen.child("tls"))) : Optional.empty();
        int clients = (int) listen.integer("connections", 1_024, 1, 1_000_000);
        Duration drain = Duration.ofMillis(listen.integer("drain_ms", 5_000, 0, 600_000));
        listen.finish();
        if (address.isUnresolved()) {
            throw new SettingsException(
                    listen.origin("address") + "`" + address.getHostString() + "` is no address of this machine");
        }
        if (tls.isEmpty() && !address.getAddress().isLoopbackAddress()) {
            throw new SettingsException(listen.origin("address") + "`" + address.getHostString()
                    + "` is not a loopback address, so `" + listen.path("tls") + "` is needed");
        }
        return new BridgeSettings.Listen(address, tls, clients, drain);
    }

    private BridgeSettings.TlsFiles tls(SettingsNode tls) throws SettingsException {
        BridgeSettings.TlsFiles files = new BridgeSettings.TlsFiles(
                source.path(tls.requiredText("certificate")), source.path(tls.requiredText("key")));
        tls.finish();
        return files;
    }
}
