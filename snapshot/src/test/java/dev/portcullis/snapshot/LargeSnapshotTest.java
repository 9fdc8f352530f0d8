package dev.portcullis.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What only a large file reaches: several chunks per section, checks on several threads, more strings than the cache
/// of decoded ones holds.
final class LargeSnapshotTest {
    private static final int IDENTITIES = 150_000;

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void publish() throws Exception {
        file = directory.resolve("snapshot");
        new SnapshotWriter(TestKeys.first("test-1")).publish(content(), file);
        assertTrue(Files.size(file) > 3L * Format.CHUNK_BYTES, "too small for its purpose: " + Files.size(file));
    }

    private static String id(int i) {
        return "aws:role:111122223333/service-number-" + i;
    }

    private static SnapshotContent content() {
        var nodes = new ArrayList<Node>();
        var edges = new ArrayList<Edge>();
        for (int i = 0; i < IDENTITIES; i++) {
            nodes.add(new Node.Identity(id(i), "role", "aws", "region-" + i % 100, "active", (long) i, null));
            edges.add(new Edge(Edge.Kind.ASSUMES, id(i), id((i + 1) % IDENTITIES), null));
        }
        return new SnapshotContent(
                new SnapshotVersion(1, 1), 1, 2, List.of(), nodes, edges, List.of(), List.of(), List.of());
    }

    @Test
    void open_findsEveryNodeAndEdge() throws Exception {
        try (var snapshot = Snapshot.open(file, TestKeys.trust(), TestKeys.NOW)) {
            Edges assumes = snapshot.edges(Edge.Kind.ASSUMES);
            for (int i = 0; i < IDENTITIES; i++) {
                int node = snapshot.identity(id(i));
                assertEquals(id(i), snapshot.id(node));
                assertEquals(i, snapshot.identities().createdNs(node));
                assertEquals("region-" + i % 100, snapshot.identities().environment(node));
                assertEquals(
                        id((i + 1) % IDENTITIES),
                        snapshot.id(assumes.targets(node).node(0)));
                assertEquals(
                        node, assumes.sources(assumes.targets(node).node(0)).node(0));
            }
        }
    }

    @Test
    void open_ofAChangeInAnyChunk() throws Exception {
        long size = Files.size(file);
        for (long at = size - 1; at > 0; at -= Format.CHUNK_BYTES / 2) {
            flip(at);
            assertThrows(
                    SnapshotFormatException.Corrupt.class,
                    () -> Snapshot.open(file, TestKeys.trust(), TestKeys.NOW),
                    "byte " + at);
            flip(at);
        }
        Snapshot.open(file, TestKeys.trust(), TestKeys.NOW).close();
    }

    private void flip(long at) throws Exception {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) ~one.get(0)).flip();
            channel.write(one, at);
        }
    }
}
