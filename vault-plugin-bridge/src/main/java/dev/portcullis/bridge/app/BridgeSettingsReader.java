package dev.portcullis.bridge.app;

import dev.portcullis.bridge.pdp.Endpoint;
import dev.portcullis.bridge.pdp.PdpSettings;
import dev.portcullis.bridge.pdp.Place;
import dev.portcullis.settings.SettingsException;
import dev.portcullis.settings.SettingsFile;
import dev.portcullis.settings.SettingsNode;
import dev.portcullis.settings.SettingsSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Reads the configuration of the bridge: file, environment and flags, strictly.
public final class BridgeSettingsReader {
    private final SettingsFile source;
    private final SettingsSource overrides;

    /// @param flags dotted path to value
    /// @param environment of the process
    public BridgeSettingsReader(Path file, Map<String, String> flags, Map<String, String> environment) {
        this.source = new SettingsFile(file);
        this.overrides = new SettingsSource("PORTCULLIS_BRIDGE_", flags, environment);
    }

    /// Reads and checks everything.
    ///
    /// @throws SettingsException that names the setting
    public BridgeSettings read() throws SettingsException {
        SettingsNode root = source.read(overrides);
        BridgeSettings.DecisionPoint pdp = decisionPoint(root.child("pdp"));
        Place place = place(root.child("place"));
        Optional<BridgeSettings.Vault> vault =
                root.has("vault") ? Optional.of(new VaultBlock(source).read(root.child("vault"))) : Optional.empty();
        Optional<BridgeSettings.Aws> aws =
                root.has("aws") ? Optional.of(new AwsBlock(source, place).read(root.child("aws"))) : Optional.empty();
        root.finish();
        if (vault.isEmpty() && aws.isEmpty()) {
            throw new SettingsException(
                    root.origin("vault") + "there is nothing to enforce: a block `vault`, `aws` or both is needed");
        }
        overrides.refuseUnused();
        return new BridgeSettings(pdp, place, vault, aws);
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

    private static Place place(SettingsNode place) throws SettingsException {
        Place read = new Place(
                place.text("environment").orElse(""),
                place.text("region").orElse(""),
                place.text("network_zone").orElse(""));
        place.finish();
        return read;
    }
}
