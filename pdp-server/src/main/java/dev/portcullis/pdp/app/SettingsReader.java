package dev.portcullis.pdp.app;

import dev.portcullis.pdp.decision.Callers;
import dev.portcullis.pdp.policy.PolicyOptions;
import dev.portcullis.settings.SettingsException;
import dev.portcullis.settings.SettingsFile;
import dev.portcullis.settings.SettingsNode;
import dev.portcullis.settings.SettingsSource;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the configuration: file, environment and flags, strictly. Relative paths are relative to the file.
public final class SettingsReader {
    private final Path file;
    private final SettingsFile source;
    private final SettingsSource overrides;

    /// @param flags dotted path to value
    /// @param environment of the process
    public SettingsReader(Path file, Map<String, String> flags, Map<String, String> environment) {
        this.file = file;
        this.source = new SettingsFile(file);
        this.overrides = new SettingsSource("PORTCULLIS_PDP_", flags, environment);
    }

    /// Reads and checks everything.
    public Settings read() throws SettingsException {
        SettingsNode root = source.read(overrides);
        SettingsNode snapshot = root.child("snapshot");
        SettingsNode policy = root.child("policy");
        Callers callers = new CallerSettings(file).read(root.children("callers"));
        PolicyOptions options =
                new PolicyOptions(policy.text("entrypoint").orElse("data.portcullis.decision"), strictErrors(policy));
        ShadowSettings shadows = new ShadowSettings(options.entrypoint(), callers);
        Settings settings = new Settings(
                new DoorSettings(source::path).read(root.child("grpc"), file),
                management(root),
                new BundleSettings(source::path, shadows).read(root, file),
                options,
                snapshotFiles(snapshot),
                new LogSettingsReader(root.child("log"), source::path).read(),
                callers,
                LimitSettings.read(root.child("limits")),
                Duration.ofMillis(root.integer("reload_interval_ms", 1_000, 10, 3_600_000)));
        snapshot.finish();
        policy.finish();
        root.finish();
        overrides.refuseUnused();
        return settings;
    }

    private static Optional<InetSocketAddress> management(SettingsNode root) throws SettingsException {
        if (!root.has("management")) {
            return Optional.empty();
        }
        SettingsNode node = root.child("management");
        InetSocketAddress address = node.listener(8_182);
        boolean beyondLoopback = node.flag("beyond_loopback", false);
        node.finish();
        if (address.isUnresolved() || !(beyondLoopback || address.getAddress().isLoopbackAddress())) {
            throw new SettingsException(node.origin("address")
                    + "the management port has no authentication and listens on loopback addresses only, unless"
                    + " `beyond_loopback` says that something else keeps strangers out");
        }
        return Optional.of(address);
    }

    private static boolean strictErrors(SettingsNode policy) throws SettingsException {
        return switch (policy.text("builtin_errors").orElse("strict")) {
            case "strict" -> true;
            case "undefined" -> false;
            default -> throw policy.refused("builtin_errors", List.of("strict", "undefined"));
        };
    }

    private Settings.SnapshotFiles snapshotFiles(SettingsNode node) throws SettingsException {
        return new Settings.SnapshotFiles(
                source.path(node.requiredText("file")),
                source.path(node.requiredText("trust")),
                source.path(node.requiredText("high_water_mark")));
    }
}
