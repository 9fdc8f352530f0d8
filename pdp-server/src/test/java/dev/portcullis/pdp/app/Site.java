package dev.portcullis.pdp.app;

import dev.portcullis.proto.pdp.v1.Action;
import dev.portcullis.proto.pdp.v1.DecideRequest;
import dev.portcullis.proto.pdp.v1.Decision;
import dev.portcullis.proto.pdp.v1.DecisionRequest;
import dev.portcullis.proto.pdp.v1.DecisionServiceGrpc;
import dev.portcullis.proto.pdp.v1.Resource;
import dev.portcullis.proto.pdp.v1.Subject;
import dev.portcullis.snapshot.Node;
import dev.portcullis.snapshot.SnapshotContent;
import dev.portcullis.snapshot.SnapshotVersion;
import dev.portcullis.snapshot.SnapshotWriter;
import dev.portcullis.snapshot.SourceWatermark;
import dev.portcullis.snapshot.trust.KeyPairFiles;
import dev.portcullis.snapshot.trust.Purpose;
import dev.portcullis.snapshot.trust.SigningKey;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// A folder with everything that `portcullis serve` needs, a clock that tests move, and a client.
final class Site implements InstantSource {
    static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");

    private static final long SECOND_NS = 1_000_000_000L;
    private static final String CONSUMER = "k8s:deployment:eks-prod/pay/api";
    private static final String PLACE = "vault:secret:vault-prod/kv/pay/db";
    private static final DecideRequest QUESTION = DecideRequest.newBuilder()
            .setRequest(DecisionRequest.newBuilder()
                    .setSubject(Subject.newBuilder().setType("workload").setId(CONSUMER))
                    .setAction(Action.newBuilder().setName("secret.read"))
                    .setResource(Resource.newBuilder().setType("vault_secret").setId(PLACE)))
            .build();

    private final Path folder;
    private final SigningKey key;
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    Site(Path folder) throws Exception {
        this.folder = folder;
        KeyPairFiles pair = KeyPairFiles.generate(folder, "test", Set.of(Purpose.SNAPSHOT), null, null);
        pair.appendTo(folder.resolve("trust"));
        key = SigningKey.read(pair.privateKey());
        Files.createDirectory(folder.resolve("bundle"));
        Files.writeString(folder.resolve("server.yaml"), """
                grpc: {tcp: {address: 127.0.0.1, port: 0}}
                management: {port: 0}
                bundles: [{name: b, directory: bundle}]
                snapshot: {file: lineage.pcs, trust: trust, high_water_mark: mark}
                log: {directory: log, mode: durable}
                limits: {evaluation_us: 10000000}
                callers: [{type: anonymous, id: loopback, doors: [grpc], subject_types: [workload]}]
                reload_interval_ms: 100
                """);
        bundle("r1", "ALLOW");
        snapshot(1);
    }

    /// Writes a bundle that gives everybody one answer; what is no effect at all makes it a bundle that is refused.
    void bundle(String revision, String effect) throws IOException {
        String rule = effect.isEmpty() ? "decision := {" : "decision := {\"effect\": \"" + effect + "\"}";
        if (effect.equals("DENY")) {
            rule = "decision := {\"effect\": \"DENY\", \"reasons\": [\"no\"]}";
        }
        Files.writeString(folder.resolve("bundle/policy.rego"), "package portcullis\n\n" + rule + "\n");
        Files.writeString(folder.resolve("bundle/.manifest"), "{\"revision\": \"" + revision + "\"}");
    }

    /// Changes the configuration, for servers that start from now on.
    void configure(String words, String others) throws IOException {
        Path file = folder.resolve("server.yaml");
        Files.writeString(file, Files.readString(file).replace(words, others));
    }

    /// Publishes a snapshot that is good for an hour from the time of the clock.
    void snapshot(long seq) throws Exception {
        long builtAt = now.get().getEpochSecond() * SECOND_NS;
        Node consumer = new Node.Consumer(
                CONSUMER,
                "workload",
                "kubernetes",
                "production",
                "eu-west-1",
                "prod-core",
                null,
                true,
                null,
                null,
                null);
        Node place = new Node.StorageLocation(PLACE, "vault_secret", "vault-prod", "kv/pay/db", "production", true);
        SnapshotContent content = new SnapshotContent(
                new SnapshotVersion(1, seq),
                builtAt,
                builtAt + 3_600 * SECOND_NS,
                List.of(new SourceWatermark("vault", builtAt, "ok")),
                List.of(consumer, place),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        new SnapshotWriter(key).publish(content, folder.resolve("lineage.pcs"));
    }

    /// Overwrites the published snapshot with something that is none.
    void brokenSnapshot() throws IOException {
        Path aside = Files.writeString(folder.resolve("aside"), "no snapshot");
        Files.move(
                aside,
                folder.resolve("lineage.pcs"),
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    void moveTo(Instant time) {
        now.set(time);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    RunningServer start() throws Exception {
        Settings settings = new SettingsReader(folder.resolve("server.yaml"), Map.of(), Map.of()).read();
        return RunningServer.start(settings, this, new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    /// What the server told its operator so far.
    String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    /// Waits until the server has told something.
    void awaitSaid(String words) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!said().contains(words)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the server did not say `" + words + "` but: " + said());
            }
            Thread.onSpinWait();
        }
    }

    static Decision ask(RunningServer server) {
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        "127.0.0.1", server.port().orElseThrow())
                .usePlaintext()
                .build();
        try {
            return DecisionServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .decide(QUESTION)
                    .getDecision();
        } finally {
            channel.shutdownNow();
        }
    }

    /// Status and body of a path of the management port, such as `503 {…}`.
    static String get(RunningServer server, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.managementPort().orElseThrow() + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }
}
