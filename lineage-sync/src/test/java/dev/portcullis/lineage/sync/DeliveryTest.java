package dev.portcullis.lineage.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.lineage.connector.Batch;
import dev.portcullis.lineage.connector.Connector;
import dev.portcullis.lineage.connector.Evidence;
import dev.portcullis.lineage.connector.InMemoryConnector;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.snapshot.SnapshotContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// However the evidence of the estate is delivered, the snapshot says the same.
final class DeliveryTest {
    private static final int ROUNDS = 30;
    private static final String[] EVENTS = {"t14-inherited-seven", "t21b", "t9-silent-sibling"};

    private final Random random = new Random(20261102);

    @Test
    void shuffledRepeatedAndSplitEvidence_givesTheSameContent() throws Exception {
        List<Batch> batches = Larkfield.batches(EVENTS);
        SnapshotContent expected = content(batches);
        for (int round = 0; round < ROUNDS; round++) {
            var delivered = new ArrayList<Batch>();
            for (Batch batch : batches) {
                delivered.add(shuffled(batch));
                if (random.nextBoolean()) {
                    delivered.add(part(batch));
                }
            }
            for (int copies = random.nextInt(5); copies > 0; copies--) {
                delivered.add(delivered.get(random.nextInt(delivered.size())));
            }
            Collections.shuffle(delivered, random);
            assertEquals(expected, content(delivered));
        }
    }

    @Test
    void readsThatFailInBetween_giveTheSameContent() throws Exception {
        List<Batch> batches = Larkfield.batches(EVENTS);
        SnapshotContent expected = content(batches);
        for (int round = 0; round < ROUNDS; round++) {
            var publisher = new RecordingPublisher();
            SyncLoop loop = loop(publisher);
            List<Connector> connectors = flaky(batches);
            for (int turn = 0; turn < 8; turn++) {
                loop.turn(connectors);
            }
            assertSame(expected, publisher.published.getLast());
        }
    }

    @Test
    void oneSourceAfterTheOther_endsWhereAllAtOnceDoes() throws Exception {
        List<Batch> batches = Larkfield.batches(EVENTS);
        SnapshotContent expected = content(batches);
        for (int round = 0; round < 5; round++) {
            Collections.shuffle(batches, random);
            var publisher = new RecordingPublisher();
            SyncLoop loop = loop(publisher);
            var connectors = new ArrayList<Connector>();
            for (Batch batch : batches) {
                connectors.add(new InMemoryConnector("c" + connectors.size()).then(batch));
                loop.turn(connectors);
            }
            assertSame(expected, publisher.published.getLast());
            assertTrue(publisher.published.size() > 10);
        }
    }

    @Test
    void listingsThatChangedOnTheWay_endWhereTheLastOnesAloneDo() throws Exception {
        List<Batch> batches = Larkfield.batches();
        SnapshotContent expected = content(batches);
        for (int round = 0; round < ROUNDS; round++) {
            var publisher = new RecordingPublisher();
            SyncLoop loop = loop(publisher);
            var connectors = new ArrayList<Connector>();
            for (Batch batch : batches) {
                var connector = new InMemoryConnector("c" + connectors.size()).then(earlier(batch));
                if (random.nextBoolean()) {
                    connector.thenFails("down");
                }
                connectors.add(connector.then(batch));
            }
            for (int turn = 0; turn < 4; turn++) {
                loop.turn(connectors);
            }
            assertNotEquals(expected.nodes(), publisher.published.getFirst().nodes());
            assertSame(expected, publisher.published.getLast());
        }
    }

    @Test
    void anySourceThatFails_deletesNothing() throws Exception {
        List<Batch> batches = Larkfield.batches(EVENTS);
        SnapshotContent expected = content(batches);
        for (int failing = 0; failing < batches.size(); failing++) {
            var publisher = new RecordingPublisher();
            SyncLoop loop = loop(publisher);
            var connectors = new ArrayList<Connector>();
            for (Batch batch : batches) {
                var connector = new InMemoryConnector("c" + connectors.size()).then(batch);
                connectors.add(connectors.size() == failing ? connector.thenFails("down") : connector.then(batch));
            }
            loop.turn(connectors);
            loop.turn(connectors);
            SnapshotContent after = publisher.published.getLast();
            assertEquals(2, publisher.published.size());
            assertEquals(expected.nodes(), after.nodes());
            assertEquals(expected.edges(), after.edges());
            assertEquals(expected.reaches(), after.reaches());
            assertEquals(expected.baseline(), after.baseline());
            assertEquals(expected.findings(), after.findings());
            String source = batches.get(failing).source();
            assertTrue(after.sources().stream()
                    .anyMatch(
                            each -> each.name().equals(source) && !each.status().equals("ok")));
        }
    }

    /// Each connector fails up to three times before its batch arrives, and once after.
    private List<Connector> flaky(List<Batch> batches) {
        var connectors = new ArrayList<Connector>();
        for (Batch batch : batches) {
            var connector = new InMemoryConnector("c" + connectors.size());
            for (int failures = random.nextInt(4); failures > 0; failures--) {
                connector.thenFails("down");
            }
            connectors.add(connector.then(batch).thenFails("down again").then(batch));
        }
        return connectors;
    }

    private static SnapshotContent content(List<Batch> batches) throws Exception {
        var publisher = new RecordingPublisher();
        var connectors = new ArrayList<Connector>();
        for (Batch batch : batches) {
            connectors.add(new InMemoryConnector("c" + connectors.size()).then(batch));
        }
        loop(publisher).turn(connectors);
        return publisher.published.getFirst();
    }

    private static SyncLoop loop(Publisher publisher) {
        return new SyncLoop(publisher, SyncClock.fromEvidence(), Duration.ofHours(24));
    }

    /// All but the version, which counts publications.
    private static void assertSame(SnapshotContent expected, SnapshotContent actual) {
        assertEquals(
                expected,
                new SnapshotContent(
                        expected.version(),
                        actual.builtAtNs(),
                        actual.notAfterNs(),
                        actual.sources(),
                        actual.nodes(),
                        actual.edges(),
                        actual.reaches(),
                        actual.baseline(),
                        actual.findings()));
    }

    private Batch shuffled(Batch batch) {
        var evidence = new ArrayList<>(batch.evidence());
        Collections.shuffle(evidence, random);
        return new Batch(batch.source(), evidence, batch.watermarkNs(), batch.completeness(), batch.next());
    }

    /// What the source may have listed an hour before: some of it, and something that is gone by now.
    private Batch earlier(Batch batch) {
        long hour = Duration.ofHours(1).toNanos();
        var evidence = new ArrayList<Evidence>();
        for (Evidence item : part(batch).evidence()) {
            evidence.add(new Evidence(item.key(), item.observedNs() - hour, item.reference(), item.fact()));
        }
        var gone = new NodeFact.Identity("t:role:gone/" + batch.source(), null, NodeFact.Status.ACTIVE, null);
        var key = new Evidence.Key(batch.source(), gone.naturalKey(), gone.kind());
        long watermarkNs = batch.watermarkNs() - hour;
        evidence.add(new Evidence(key, watermarkNs, "gone", gone));
        return new Batch(
                batch.source(), evidence, watermarkNs, Batch.Completeness.COMPLETE, new Batch.Cursor("earlier"));
    }

    /// Some of a batch, as a partial read that was interrupted would bring it.
    private Batch part(Batch batch) {
        var evidence = new ArrayList<Evidence>();
        for (Evidence item : batch.evidence()) {
            if (random.nextBoolean()) {
                evidence.add(item);
            }
        }
        return new Batch(batch.source(), evidence, batch.watermarkNs(), Batch.Completeness.PARTIAL, Batch.Cursor.START);
    }
}
