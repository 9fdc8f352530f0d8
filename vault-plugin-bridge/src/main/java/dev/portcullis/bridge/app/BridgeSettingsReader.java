package dev.portcullis.bridge.app;

import dev.portcullis.bridge.pdp.Endpoint;
import dev.portcullis.bridge.pdp.PdpSettings;
import dev.portcullis.bridge.pdp.Place;
import dev.portcullis.bridge.vault.Mounts;
import dev.portcullis.settings.SettingsException;
import dev.portcullis.settings.SettingsFile;
import dev.portcullis.settings.SettingsNode;
import dev.portcullis.settings.SettingsSource;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the configuration of the bridge: file, environment and flags, strictly.
final class BridgeSettingsReader {
    /// `<name>` of ids such as `vault:secret:<name>/kv/app`; a slash would make it another id.
    private static final String NAME = "[A-Za-z0-9._-]{1,128}";

    private final SettingsFile source;
    private final SettingsSource overrides;

    /// @param flags dotted path to value
    /// @param environment of the process
    BridgeSettingsReader(Path file, Map<String, String> flags, Map<String, String> environment) {
        this.source = new SettingsFile(file);
        this.overrides = new SettingsSource("PORTCULLIS_BRIDGE_", flags, environment);
    }

    /// Reads and checks everything.
    BridgeSettings read() throws SettingsException {
        SettingsNode root = source.read(overrides);
        SettingsNode place = root.child("place");
        BridgeSettings settings = new BridgeSettings(
                decisionPoint(root.child("pdp")),
                listen(root.child("listen")),
                new UpstreamSettings(source).read(root.child("server")),
                mounts(root.child("mounts")),
                cluster(place),
                place(place),
                Duration.ofMillis(root.integer("identity_cache_ms", 5_000, 0, 3_600_000)));
        root.finish();
        overrides.refuseUnused();
        return settings;
    }

    private BridgeSettings.DecisionPoint decisionPoint(SettingsNode pdp) throws SettingsException {
        long deadline = pdp.integer("deadline_ms", PdpSettings.DEFAULT_DEADLINE.toMillis(), 1, 10_000);
        Optional<String> socket = pdp.text("socket");
        long port = pdp.integer("port", 0, 1, 65_535);
        pdp.finish();
        if (socket.isPresent() == (port != 0)) {
            throw new SettingsException(
                    pdp.origin("socket")
                            + "`pdp` needs either `socket`, the decision point's unix socket, or `port`, its port on this machine");
        }
        Endpoint endpoint =
                socket.isPresent() ? new Endpoint.Socket(source.path(socket.get())) : new Endpoint.Loopback((int) port);
        return new BridgeSettings.DecisionPoint(endpoint, Duration.ofMillis(deadline));
    }

    private BridgeSettings.Listen listen(SettingsNode listen) throws SettingsException {
        InetSocketAddress address = listen.listener(8_100);
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
                    + "` is not a loopback address, so `listen.tls` is needed");
        }
        return new BridgeSettings.Listen(address, tls, clients, drain);
    }

    private BridgeSettings.TlsFiles tls(SettingsNode tls) throws SettingsException {
        BridgeSettings.TlsFiles files = new BridgeSettings.TlsFiles(
                source.path(tls.requiredText("certificate")), source.path(tls.requiredText("key")));
        tls.finish();
        return files;
    }

    private static Mounts mounts(SettingsNode mounts) throws SettingsException {
        Set<String> keyValue = Set.copyOf(mounts.texts("key_value"));
        Set<String> appRole = Set.copyOf(mounts.texts("app_role"));
        mounts.finish();
        if (keyValue.isEmpty() && appRole.isEmpty()) {
            throw new SettingsException(
                    mounts.origin("key_value") + "`mounts` names no mount, so nothing would be passed on");
        }
        try {
            return new Mounts(keyValue, appRole);
        } catch (IllegalArgumentException wrong) {
            throw new SettingsException(mounts.origin("key_value") + wrong.getMessage());
        }
    }

    private static String cluster(SettingsNode place) throws SettingsException {
        String cluster = place.requiredText("cluster");
        if (!cluster.matches(NAME)) {
            throw new SettingsException(place.origin("cluster") + "`place.cluster` is `" + cluster
                    + "`, expected letters, digits, `.`, `_` and `-`, at most 128");
        }
        return cluster;
    }

    private static Place place(SettingsNode place) throws SettingsException {
        Place read = new Place(
                place.text("environment").orElse(""),
                place.text("region").orElse(""),
                place.text("network_zone").orElse(""));
        place.finish();
        return read;
    }
}
