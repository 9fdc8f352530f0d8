package dev.portcullis.pdp.app;

import dev.portcullis.pdp.decision.Caller;
import dev.portcullis.pdp.decision.Callers;
import dev.portcullis.pdp.decision.Limits;
import dev.portcullis.pdp.grpc.GrpcListeners;
import dev.portcullis.pdp.policy.BundleDirectory;
import dev.portcullis.pdp.policy.PolicyOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

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
    private final SettingsSource overrides;

    /// @param flags dotted path to value
    /// @param environment of the process
    public SettingsReader(Path file, Map<String, String> flags, Map<String, String> environment) {
        this.file = file;
        this.overrides = new SettingsSource(flags, environment);
    }

    /// Reads and checks everything.
    public Settings read() throws SettingsException {
        SettingsNode root = new SettingsNode(file.toString(), "", parse().orElse(null), overrides);
        SettingsNode snapshot = root.child("snapshot");
        SettingsNode policy = root.child("policy");
        Settings settings = new Settings(
                doors(root.child("grpc")),
                management(root),
                bundles(root.children("bundles"), root),
                new PolicyOptions(policy.text("entrypoint").orElse("data.portcullis.decision"), strictErrors(policy)),
                snapshotFiles(snapshot),
                new LogSettingsReader(root.child("log"), this::path).read(),
                callers(root.children("callers")),
                limits(root.child("limits")),
                Duration.ofMillis(root.integer("reload_interval_ms", 1_000, 10, 3_600_000)));
        snapshot.finish();
        policy.finish();
        root.finish();
        overrides.refuseUnused();
        return settings;
    }

    private Optional<Node> parse() throws SettingsException {
        try {
            String text = Files.readString(file);
            LoadSettings load = LoadSettings.builder().setLabel(file.toString()).build();
            return new Compose(load).composeString(text);
        } catch (MarkedYamlEngineException wrong) {
            String place = wrong.getProblemMark()
                    .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                    .orElse("");
            throw new SettingsException(file + place + ": " + wrong.getProblem());
        } catch (YamlEngineException wrong) {
            throw new SettingsException(file + ": is not YAML: " + wrong.getMessage());
        } catch (IOException unreadable) {
            throw new SettingsException(file + ": cannot be read; give the configuration file with --config");
        }
    }

    private Settings.Doors doors(SettingsNode grpc) throws SettingsException {
        Optional<InetSocketAddress> tcp = grpc.has("tcp") ? Optional.of(tcp(grpc.child("tcp"))) : Optional.empty();
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

    private static InetSocketAddress tcp(SettingsNode node) throws SettingsException {
        String address = node.text("address").orElse("127.0.0.1");
        int port = (int) node.integer("port", 8_181, 0, 65_535);
        node.finish();
        return new InetSocketAddress(address, port);
    }

    private GrpcListeners.Unix unix(SettingsNode node) throws SettingsException {
        Path path = path(node.requiredText("path"));
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

    private static Optional<InetSocketAddress> management(SettingsNode root) throws SettingsException {
        if (!root.has("management")) {
            return Optional.empty();
        }
        SettingsNode node = root.child("management");
        InetSocketAddress address = tcp(node);
        if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
            throw new SettingsException(node.origin("address")
                    + "the management port has no authentication and listens on loopback addresses only");
        }
        return Optional.of(address);
    }

    private List<BundleDirectory> bundles(List<SettingsNode> nodes, SettingsNode root) throws SettingsException {
        List<BundleDirectory> bundles = new ArrayList<>();
        for (SettingsNode node : nodes) {
            bundles.add(new BundleDirectory(node.requiredText("name"), path(node.requiredText("directory"))));
            node.finish();
        }
        if (bundles.isEmpty()) {
            root.requiredText("bundles");
        }
        if (bundles.stream().map(BundleDirectory::name).distinct().count() < bundles.size()) {
            throw new SettingsException(file + ": two bundles have the same name");
        }
        return bundles;
    }

    private static Limits limits(SettingsNode node) throws SettingsException {
        Limits.Evaluation usual = Limits.Evaluation.DEFAULT;
        long micros = node.integer("evaluation_us", usual.timeNanos() / 1_000, 100, 10_000_000);
        node.finish();
        Limits.Evaluation evaluation = new Limits.Evaluation(micros * 1_000, usual.steps(), usual.rows());
        return new Limits(Limits.Request.DEFAULT, evaluation, Limits.Serving.DEFAULT);
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
                path(node.requiredText("file")),
                path(node.requiredText("trust")),
                path(node.requiredText("high_water_mark")));
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
            throw node.refused("type", List.of("uid", "spiffe", "token", "anonymous"));
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

    private Path path(String text) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return parent == null ? Path.of(text) : parent.resolve(text).normalize();
    }
}
