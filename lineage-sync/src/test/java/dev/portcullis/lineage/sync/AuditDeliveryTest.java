package dev.portcullis.lineage.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.lineage.connector.Batches;
import dev.portcullis.lineage.connector.Connector;
import dev.portcullis.lineage.connector.ConsumerType;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.InMemoryConnector;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.lineage.connector.vault.Recording;
import dev.portcullis.lineage.connector.vault.VaultAudit;
import dev.portcullis.lineage.connector.vault.VaultAuditConnector;
import dev.portcullis.snapshot.BaselineTuple;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.SnapshotContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// However the lines of an audit log arrive, the snapshot says the same.
final class AuditDeliveryTest {
    private static final String SECRET = "vault:secret:lab/kv/payments/psp-api-key";
    private static final String KEY = "vault:opaque:lab/kv/payments/psp-api-key";
    private static final String SETTLE = "k8s:deployment:eks-prod/orders/settle";
    private static final String ORDERS = "k8s:deployment:eks-prod/orders/orders-api";
    private static final int ROUNDS = 50;

    @TempDir
    Path directory;

    private final Random random = new Random(20261125);
    private int rotations;

    @Test
    void recordedLines_nameTheConsumersBehindTheTokens() throws Exception {
        SnapshotContent content = expected();
        List<String> exact = content.baseline().stream()
                .filter(tuple -> tuple.level() == BaselineTuple.Level.EXACT
                        && tuple.thing().equals(KEY))
                .map(BaselineTuple::key)
                .toList();
        assertEquals(List.of(ORDERS, SETTLE), exact);
        assertTrue(content.findings().stream()
                .anyMatch(each -> each.subject().equals(SECRET) && each.code().equals("consumer_unresolved")));
    }

    @Test
    void shuffledAndRepeatedLines_giveTheSameContent() throws Exception {
        SnapshotContent expected = expected();
        for (int round = 0; round < ROUNDS; round++) {
            var lines = repeated(Recording.lines("hashed"));
            Collections.shuffle(lines, random);
            append(lines);
            SyncLoopRun run = new SyncLoopRun();
            run.turn();
            assertSays(expected, run);
            Files.delete(file());
        }
    }

    @Test
    void linesInManyTurnsTornRepeatedAndRotated_giveTheSameContent() throws Exception {
        SnapshotContent expected = expected();
        for (int round = 0; round < ROUNDS; round++) {
            var run = new SyncLoopRun();
            for (String line : repeated(Recording.lines("hashed"))) {
                int cut = random.nextInt(line.length());
                write(line.substring(0, cut));
                if (random.nextBoolean()) {
                    run.turn();
                }
                write(line.substring(cut) + "\n");
                if (random.nextInt(4) == 0) {
                    run.turn();
                    rotate();
                }
            }
            append(List.of());
            run.turn();
            assertSays(expected, run);
            Files.deleteIfExists(file());
        }
    }

    private SnapshotContent expected() throws Exception {
        append(Recording.lines("hashed"));
        var run = new SyncLoopRun();
        run.turn();
        Files.delete(file());
        return run.publisher.published.getLast();
    }

    /// One sync that goes on for a while.
    private final class SyncLoopRun {
        private final RecordingPublisher publisher = new RecordingPublisher();
        private final SyncLoop loop = new SyncLoop(publisher, SyncClock.fromEvidence(), Duration.ofHours(24));
        private final List<Connector> connectors = List.of(
                new InMemoryConnector("estate").then(Batches.of(estate().toArray(Fact[]::new))),
                new VaultAuditConnector(new VaultAudit(file(), "lab", Map.of("jwt", "eks-prod"), 1 << 20)));

        void turn() throws Exception {
            loop.turn(connectors);
        }
    }

    private static void assertSays(SnapshotContent expected, SyncLoopRun run) {
        SnapshotContent said = run.publisher.published.getLast();
        assertEquals(expected.sources(), said.sources());
        assertEquals(expected.nodes(), said.nodes());
        assertEquals(expected.edges(), said.edges());
        assertEquals(expected.baseline(), said.baseline());
        assertEquals(expected.findings(), said.findings());
    }

    private static List<Fact> estate() {
        String role = "vault:role:lab/auth/approle/settle";
        String account = "k8s:service_account:eks-prod/orders/orders-api";
        var active = NodeFact.Status.ACTIVE;
        return List.of(
                new NodeFact.Location(SECRET, "production", true, false),
                new NodeFact.Credential(KEY, "opaque", NodeFact.Lifetime.STATIC, active, null, null),
                new Fact.Link(Edge.Kind.STORED_IN, KEY, SECRET, null, null),
                new NodeFact.Identity(role, "production", active, null),
                new NodeFact.Identity(account, "production", active, null),
                consumer(SETTLE),
                consumer(ORDERS),
                new Fact.Link(Edge.Kind.RUNS_AS, SETTLE, role, null, null),
                new Fact.Link(Edge.Kind.RUNS_AS, ORDERS, account, null, null));
    }

    private static NodeFact.Consumer consumer(String id) {
        return new NodeFact.Consumer(
                id, ConsumerType.WORKLOAD, "kubernetes", "production", null, null, null, true, null, null, null);
    }

    private List<String> repeated(List<String> lines) {
        var repeated = new ArrayList<String>();
        for (String line : lines) {
            repeated.add(line);
            if (random.nextInt(3) == 0) {
                repeated.add(line);
            }
        }
        return repeated;
    }

    private void rotate() throws IOException {
        Files.move(file(), directory.resolve("audit.log." + ++rotations));
        append(List.of());
    }

    private void append(List<String> lines) throws IOException {
        Files.write(file(), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path file() {
        return directory.resolve("audit.log");
    }
}
