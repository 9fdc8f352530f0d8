package dev.portcullis.lineage.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.lineage.connector.Batch;
import dev.portcullis.lineage.connector.Batches;
import dev.portcullis.lineage.connector.Connector;
import dev.portcullis.lineage.connector.InMemoryConnector;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.snapshot.Node;
import dev.portcullis.snapshot.SnapshotContent;
import dev.portcullis.snapshot.SnapshotVersion;
import dev.portcullis.snapshot.SourceWatermark;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SyncLoopTest {
    private static final Duration LIFE = Duration.ofHours(24);
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final RecordingPublisher publisher = new RecordingPublisher();
    private long nowNs = 1000 * HOUR;

    @Test
    void turn_publishesWhatTheSourcesSay() throws Exception {
        Round round = loop().turn(List.of(always("a", says("vault", 5, "vault:cluster:a"))));
        assertEquals(List.of(), round.failures());
        SnapshotContent content = publisher.published.getFirst();
        assertEquals(new SnapshotVersion(7, 100), content.version());
        assertEquals(nowNs, content.builtAtNs());
        assertEquals(nowNs + 24 * HOUR, content.notAfterNs());
        assertEquals(List.of(new SourceWatermark("vault", 5, "ok")), content.sources());
        assertEquals(List.of("vault:cluster:a"), ids(content));
    }

    @Test
    void turn_withoutChange_publishesNothingUntilHalfTheLifeIsOver() throws Exception {
        SyncLoop loop = loop();
        List<Connector> connectors = List.of(always("a", says("vault", 5, "vault:cluster:a")));
        loop.turn(connectors);
        nowNs += 12 * HOUR - 1;
        assertNull(loop.turn(connectors).published());
        nowNs += 1;
        assertNotNull(loop.turn(connectors).published());
        assertEquals(2, publisher.published.size());
        assertEquals(
                publisher.published.get(0).nodes(), publisher.published.get(1).nodes());
    }

    @Test
    void turn_sourceNeverRead_publishesNothing() throws Exception {
        SyncLoop loop = loop();
        var broken = new InMemoryConnector("b").thenFails("b: is down").then(says("aws", 6, "aws:account:1"));
        List<Connector> connectors = List.of(always("a", says("vault", 5, "vault:cluster:a")), broken);
        Round first = loop.turn(connectors);
        assertEquals(List.of("b: is down"), first.failures());
        assertNull(first.published());
        assertNotNull(loop.turn(connectors).published());
        assertEquals(List.of("aws:account:1", "vault:cluster:a"), ids(publisher.published.getFirst()));
    }

    @Test
    void turn_sourceFailsLater_keepsWhatItSaidAndSaysSo() throws Exception {
        SyncLoop loop = loop();
        var flaky = new InMemoryConnector("b")
                .then(says("aws", 6, "aws:account:1"))
                .thenFails("b: is down")
                .then(says("aws", 8, "aws:account:2"));
        List<Connector> connectors = List.of(always("a", says("vault", 5, "vault:cluster:a")), flaky);
        loop.turn(connectors);
        loop.turn(connectors);
        SnapshotContent failed = publisher.published.get(1);
        assertEquals(List.of("aws:account:1", "vault:cluster:a"), ids(failed));
        assertEquals(
                List.of(new SourceWatermark("aws", 6, "failed"), new SourceWatermark("vault", 5, "ok")),
                failed.sources());
        loop.turn(connectors);
        SnapshotContent recovered = publisher.published.get(2);
        assertEquals(List.of("aws:account:2", "vault:cluster:a"), ids(recovered));
        assertEquals(new SourceWatermark("aws", 8, "ok"), recovered.sources().getFirst());
    }

    @Test
    void turn_onePartOfASourceFails_isPartial() throws Exception {
        SyncLoop loop = loop();
        var flaky = new InMemoryConnector("b")
                .then(says("vault", 5, "vault:cluster:b"))
                .thenFails("b: is down");
        List<Connector> connectors = List.of(always("a", says("vault", 5, "vault:cluster:a")), flaky);
        loop.turn(connectors);
        loop.turn(connectors);
        assertEquals(
                List.of(new SourceWatermark("vault", 5, "partial")),
                publisher.published.get(1).sources());
    }

    @Test
    void turn_publishingFails_isTriedAgain() throws Exception {
        SyncLoop loop = loop();
        List<Connector> connectors = List.of(always("a", says("vault", 5, "vault:cluster:a")));
        publisher.refuses = true;
        assertThrows(Publisher.PublishException.class, () -> loop.turn(connectors));
        publisher.refuses = false;
        assertNotNull(loop.turn(connectors).published());
        assertEquals(new SnapshotVersion(7, 101), publisher.published.getFirst().version());
    }

    private SyncLoop loop() {
        return new SyncLoop(publisher, watermarks -> nowNs, LIFE);
    }

    private static Connector always(String name, Batch batch) {
        return new InMemoryConnector(name).then(batch);
    }

    private static Batch says(String source, long watermarkNs, String system) {
        return Batches.complete(
                source, watermarkNs, Batches.at(watermarkNs - 1, new NodeFact.SystemInstance(system, null)));
    }

    private static List<String> ids(SnapshotContent content) {
        return content.nodes().stream().map(Node::id).toList();
    }
}
