package dev.portcullis.pdp.app;

import dev.portcullis.pdp.decision.Caller;
import dev.portcullis.pdp.decision.Callers;
import dev.portcullis.pdp.policy.PolicyOptions;
import dev.portcullis.settings.SettingsException;
import dev.portcullis.settings.SettingsFile;
import dev.portcullis.settings.SettingsNode;
import dev.portcullis.settings.SettingsSource;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the configuration: file, environment and flags, strictly. Relative paths are relative to the file.
public final class SettingsReader {
    private static final List<String> SUBJECT_TYPES = List.of(
            "workload",
            "function",
            "container",
            "job",
            "pipeline",
            "ai_agent",
            "mcp_server",
            "saas_app",
            "user",
            "session");
    private static final Set<String> DOORS = Set.of("grpc");

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
        Settings settings = new Settings(
                new DoorSettings(source::path).read(root.child("grpc"), file),
                management(root),
                new BundleSettings(source::path).read(root, file),
                new PolicyOptions(policy.text("entrypoint").orElse("data.portcullis.decision"), strictErrors(policy)),
                snapshotFiles(snapshot),
                new LogSettingsReader(root.child("log"), source::path).read(),
                callers(root.children("callers")),
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

    private Callers callers(List<SettingsNode> nodes) throws SettingsException {
        Map<Caller, Callers.Grant> grants = new HashMap<>();
        for (SettingsNode node : nodes) {
            Caller caller = caller(node);
            List<String> doors = node.texts("doors");
            List<String> types = node.texts("subject_types");
            allow(node, "doors", doors, List.copyOf(DOORS));
            allow(node, "subject_types", types, SUBJECT_TYPES);
            Callers.Grant grant = new Callers.Grant(Set.copyOf(doors), Set.copyOf(types), node.flag("explain", false));
            node.finish();
            if (grants.put(caller, grant) != null) {
                throw new SettingsException(node.origin("id") + "caller `" + caller + "` is listed twice");
            }
        }
        if (grants.isEmpty()) {
            throw new SettingsException(file + ": `callers` is empty, so nobody could ask; list who may");
        }
        return new Callers(grants);
    }

    private static Caller caller(SettingsNode node) throws SettingsException {
        String type = node.requiredText("type");
        String id = node.requiredText("id");
        try {
            return new Caller(Caller.Type.ofText(type), id);
        } catch (IllegalArgumentException unknown) {
            throw node.refused("type", List.of("uid", "spiffe", "certificate", "token", "anonymous"));
        }
    }

    private static void allow(SettingsNode node, String key, List<String> texts, List<String> allowed)
            throws SettingsException {
        for (String text : texts) {
            if (!allowed.contains(text)) {
                throw new SettingsException(node.origin(key) + "unknown `" + text + "` in `" + key + "`, known are "
                        + String.join(", ", allowed));
            }
        }
    }
}
