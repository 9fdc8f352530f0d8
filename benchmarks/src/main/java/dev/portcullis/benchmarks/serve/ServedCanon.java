package dev.portcullis.benchmarks.serve;

import dev.portcullis.proto.pdp.v1.Action;
import dev.portcullis.proto.pdp.v1.Context;
import dev.portcullis.proto.pdp.v1.DecideRequest;
import dev.portcullis.proto.pdp.v1.DecisionRequest;
import dev.portcullis.proto.pdp.v1.Resource;
import dev.portcullis.proto.pdp.v1.Subject;
import dev.portcullis.snapshot.BaselineTuple;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.InvalidContentException;
import dev.portcullis.snapshot.Node;
import dev.portcullis.snapshot.Reach;
import dev.portcullis.snapshot.SnapshotContent;
import dev.portcullis.snapshot.SnapshotVersion;
import dev.portcullis.snapshot.SnapshotWriter;
import dev.portcullis.snapshot.SourceWatermark;
import dev.portcullis.snapshot.trust.KeyPairFiles;
import dev.portcullis.snapshot.trust.Purpose;
import dev.portcullis.snapshot.trust.SigningKey;
import dev.portcullis.snapshot.trust.TrustException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The canonical decision policy as a server sees it. Policy and `data.settings` are a bundle as they are; what the
/// canonical input has below `lineage` is in a snapshot, for each of its 1,000 resources and consumers.
final class ServedCanon {
    /// Resources and consumers.
    static final int SIZE = 1_000;

    private static final List<String> REGIONS =
            List.of("eu-west-1", "eu-central-1", "us-east-1", "us-west-2", "ap-south-1");
    private static final String OWNER = "workday:worker:1004";
    private static final String LEAD = "workday:worker:1003";
    private static final int PURPOSES = 20;
    private static final int SINKS = 10;
    private static final long DAY_NS = 86_400_000_000_000L;

    final Path bundle;
    final Path snapshot;
    final Path trust;
    private final Path canon;
    private final SigningKey key;

    /// @param canon the folder of the canonical decision
    ServedCanon(Path canon, Path directory) throws IOException, TrustException {
        this.canon = canon;
        this.bundle = Files.createDirectories(directory.resolve("bundle"));
        this.snapshot = directory.resolve("lineage.pcs");
        this.trust = directory.resolve("trust");
        KeyPairFiles pair = KeyPairFiles.generate(directory, "bench", Set.of(Purpose.SNAPSHOT), null, null);
        pair.appendTo(trust);
        this.key = SigningKey.read(pair.privateKey());
    }

    /// Writes the bundle; a revision after the first replaces the manifest only.
    void publishBundle(int revision) throws IOException {
        if (revision == 1) {
            Files.copy(canon.resolve("policy.rego"), bundle.resolve("policy.rego"));
            Files.copy(canon.resolve("data.json"), bundle.resolve("data.json"));
        }
        String manifest = "{\"revision\": \"r" + revision + "\", \"roots\": [\"portcullis\", \"settings\"]}";
        Files.writeString(bundle.resolve(".manifest"), manifest);
    }

    /// Publishes a snapshot.
    ///
    /// @param nowNs nanoseconds since 1970
    void publishSnapshot(long seq, long nowNs) throws IOException, InvalidContentException {
        writeSnapshot(seq, nowNs, snapshot);
    }

    /// Writes a snapshot aside, so that publishing it is a rename.
    ///
    /// @param nowNs as of [#publishSnapshot]
    void writeSnapshot(long seq, long nowNs, Path file) throws IOException, InvalidContentException {
        List<Node> nodes = new ArrayList<>(people());
        List<Edge> edges = new ArrayList<>();
        List<Reach> reaches = new ArrayList<>();
        List<BaselineTuple> baseline = new ArrayList<>();
        for (int purpose = 0; purpose < PURPOSES; purpose++) {
            nodes.addAll(sinks(purpose));
        }
        for (int i = 0; i < SIZE; i++) {
            nodes.add(consumer(i));
            nodes.add(location(i));
            nodes.add(credential(i, nowNs));
            edges.add(new Edge(Edge.Kind.STORED_IN, credentialId(i), resource(i), null));
            reaches.add(new Reach(credentialId(i), null, reach(i % PURPOSES)));
            for (int k = 0; k < 5; k++) {
                String consumer = consumerId((i + k * 7) % SIZE);
                edges.add(new Edge(Edge.Kind.CONSUMED_BY, credentialId(i), consumer, null));
                baseline.add(new BaselineTuple(
                        BaselineTuple.Level.EXACT, credentialId(i), consumer, nowNs - DAY_NS, nowNs + 30 * DAY_NS));
            }
        }
        SnapshotContent content = new SnapshotContent(
                new SnapshotVersion(7, seq),
                nowNs - 60_000_000_000L,
                nowNs + DAY_NS,
                List.of(new SourceWatermark("vault", nowNs - 60_000_000_000L, "ok")),
                nodes,
                edges,
                reaches,
                baseline,
                List.of());
        new SnapshotWriter(key).publish(content, file);
    }

    /// The canonical question about one resource, asked by the third of its five consumers.
    static byte[] question(int i) {
        int consumer = (i + 14) % SIZE;
        DecisionRequest request = DecisionRequest.newBuilder()
                .setRequestId("01JD00000000000000000" + String.format("%05d", i))
                .setSubject(Subject.newBuilder().setType("workload").setId(consumerId(consumer)))
                .setAction(Action.newBuilder().setName("secret.read"))
                .setResource(Resource.newBuilder().setType("vault_secret").setId(resource(i)))
                .setContext(Context.newBuilder()
                        .setPurpose(purpose(i % PURPOSES))
                        .setEnvironment("production")
                        .setRegion(REGIONS.get(consumer % REGIONS.size()))
                        .setNetworkZone("prod-core")
                        .setAddress("10.10.0.5")
                        .setRequestedTtlS(900))
                .build();
        return DecideRequest.newBuilder().setRequest(request).build().toByteArray();
    }

    private static List<Node> people() {
        return List.of(
                new Node.Owner(LEAD, "lead@larkfield.example.com", "active", LEAD, List.of(LEAD)),
                new Node.Owner(OWNER, "dana.kim@larkfield.example.com", "active", OWNER, List.of(OWNER, LEAD)));
    }

    private static List<Node> sinks(int purpose) {
        List<Node> sinks = new ArrayList<>();
        for (int k = 0; k < SINKS; k++) {
            String type = k % 2 == 0 ? "s3_bucket" : "kafka_topic";
            String dataClass = k == 3 || k == 8 ? "pii" : "internal";
            sinks.add(new Node.Resource(sinkId(purpose, k), type, "production", dataClass, null, null, null));
        }
        return sinks;
    }

    private static List<Reach.Sink> reach(int purpose) {
        List<Reach.Sink> sinks = new ArrayList<>();
        for (int k = 0; k < SINKS; k++) {
            sinks.add(new Reach.Sink(sinkId(purpose, k), "read", "yes"));
        }
        return sinks;
    }

    private static Node consumer(int i) {
        return new Node.Consumer(
                consumerId(i),
                "workload",
                "kubernetes",
                "production",
                REGIONS.get(i % REGIONS.size()),
                "prod-core",
                null,
                true,
                null,
                null,
                new Node.Ownership(OWNER, 0.97, null));
    }

    private static Node location(int i) {
        String path = resource(i).substring("vault:secret:vault-prod/".length());
        return new Node.StorageLocation(resource(i), "vault_secret", "vault-prod", path, "production", true);
    }

    private static Node credential(int i, long nowNs) {
        return new Node.Credential(
                credentialId(i),
                "opaque",
                "static",
                "active",
                nowNs - 90 * DAY_NS,
                null,
                new Node.Ownership(OWNER, 0.97, null),
                new Node.Usage(5, nowNs - 600_000_000_000L, List.of(REGIONS.get(i % REGIONS.size())), false));
    }

    private static String consumerId(int i) {
        return "k8s:deployment:eks-prod/pay/svc-" + String.format("%04d", i);
    }

    private static String resource(int i) {
        return "vault:secret:vault-prod/kv/pay/res-" + String.format("%04d", i);
    }

    private static String credentialId(int i) {
        return "vault:opaque:vault-prod/kv/pay/res-" + String.format("%04d", i);
    }

    private static String purpose(int purpose) {
        return "purpose-" + String.format("%02d", purpose);
    }

    private static String sinkId(int purpose, int k) {
        return "sink-" + String.format("%02d-%02d", purpose, k * 5);
    }
}
