package dev.portcullis.lineage.sync;

import dev.portcullis.lineage.connector.Batch;
import dev.portcullis.lineage.connector.ConnectorException;
import dev.portcullis.lineage.connector.FileConnector;
import dev.portcullis.lineage.connector.Limits;
import dev.portcullis.lineage.connector.Rfc3339;
import dev.portcullis.lineage.graph.Graph;
import dev.portcullis.snapshot.BaselineTuple;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.Finding;
import dev.portcullis.snapshot.Node;
import dev.portcullis.snapshot.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The sample estate under examples/larkfield, as tests ask about it: what was derived, by id.
record Larkfield(Derivation derived, long nowNs) {
    static final String DANA = "workday:worker:1004";
    static final String HANA = "workday:worker:1008";
    static final String PSP = "vault:opaque:vault-prod/kv/payments/psp-api-key";
    static final String CAPTURE = "aws:lambda:111122223333/eu-west-1/payment-capture";
    static final String CURSOR = "endpoint:ai_agent:lt-dana-01/cursor";
    static final String DANA_DB = "endpoint:mcp_server:lt-dana-01/db-explorer";
    static final String EXPORTS_READER = "aws:role:111122223333/exports-daily-reader";

    private static final Path ROOT =
            Path.of(Objects.requireNonNull(System.getProperty("portcullis.root")), "examples", "larkfield");

    /// The base snapshot, 7.100, with some events on top.
    static Larkfield with(String... events) throws IOException, ConnectorException {
        var graph = new Graph();
        batches(events).forEach(graph::merge);
        long now = SyncClock.fromEvidence().nowNs(graph.watermarks());
        return new Larkfield(Derivation.of(graph, now), now);
    }

    /// What the evidence files say, one batch a file.
    static List<Batch> batches(String... events) throws IOException, ConnectorException {
        var batches = new ArrayList<Batch>();
        readAll(ROOT.resolve("evidence"), batches);
        for (String event : events) {
            Path file = ROOT.resolve("events").resolve(event + ".ndjson");
            if (Files.exists(file)) {
                batches.add(read(file));
            } else {
                readAll(ROOT.resolve("events").resolve(event), batches);
            }
        }
        return batches;
    }

    private static void readAll(Path directory, List<Batch> batches) throws IOException, ConnectorException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                batches.add(read(file));
            }
        }
    }

    private static Batch read(Path file) throws ConnectorException {
        return new FileConnector(file, Limits.DEFAULT).fetch(Batch.Cursor.START);
    }

    <T extends Node> T node(Class<T> kind, String id) {
        return derived.nodes().stream()
                .filter(node -> node.id().equals(id) && kind.isInstance(node))
                .map(kind::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " " + id));
    }

    List<String> reached(String thing, @Nullable String consumer) {
        Reach common = null;
        Reach own = null;
        for (Reach reach : derived.reaches()) {
            if (reach.thing().equals(thing) && reach.consumer() == null) {
                common = reach;
            } else if (reach.thing().equals(thing) && Objects.equals(reach.consumer(), consumer)) {
                own = reach;
            }
        }
        return Objects.requireNonNull(own != null ? own : common, thing).sinks().stream()
                .map(sink -> sink.resource() + " " + sink.access() + " " + sink.verdict())
                .toList();
    }

    /// The level at which a pair is familiar, as a decision point looks it up; `NEVER` when it is not.
    String level(String thing, String consumer) {
        Node.Consumer who = node(Node.Consumer.class, consumer);
        Node.Ownership ownership = who.ownership();
        String owner = ownership == null ? null : ownership.owner();
        String group = switch (who.type()) {
            case "ai_agent", "mcp_server", "saas_app" -> "agent";
            case "user", "session" -> "human";
            default -> "workload";
        };
        for (BaselineTuple.Level level : BaselineTuple.Level.values()) {
            String key = switch (level) {
                case EXACT -> consumer;
                case SIBLING -> who.siblingKey();
                case OWNER -> owner == null ? null : owner + "|" + group;
                case TYPE -> who.type();
            };
            boolean known = derived.baseline().stream()
                    .anyMatch(tuple -> tuple.level() == level
                            && tuple.thing().equals(thing)
                            && tuple.key().equals(key)
                            && tuple.validUntilNs() > nowNs);
            if (known) {
                return level.name();
            }
        }
        return "NEVER";
    }

    List<String> ends(Edge.Kind kind, @Nullable String from, @Nullable String to) {
        return derived.edges().stream()
                .filter(edge -> edge.kind() == kind)
                .filter(edge -> from == null || edge.from().equals(from))
                .filter(edge -> to == null || edge.to().equals(to))
                .map(edge -> (from == null ? edge.from() : edge.to()) + (edge.via() == null ? "" : " " + edge.via()))
                .sorted()
                .toList();
    }

    List<String> findings(String subject) {
        return derived.findings().stream()
                .filter(finding -> finding.subject().equals(subject))
                .map(Larkfield::text)
                .toList();
    }

    /// What has a finding, as the tables of the estate call it.
    String handlesWith(String code) throws IOException {
        String names = Files.readString(ROOT.resolve("handles.json"));
        return derived.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .map(finding -> Pattern.compile("\"([^\"]+)\": \"" + Pattern.quote(finding.subject()) + "\"")
                        .matcher(names)
                        .results()
                        .map(match -> match.group(1))
                        .findFirst()
                        .orElseThrow())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String text(Finding finding) {
        return finding.code() + "(" + finding.severity() + ") " + Rfc3339.format(finding.sinceNs())
                + (finding.tombstone() ? " tombstone" : "");
    }
}
