package dev.portcullis.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written is what is read, whatever it is and in whichever order it was said.
final class RoundTripTest {
    private static final int RUNS = 60;

    private final SnapshotWriter writer = new SnapshotWriter(TestKeys.first("test-1"));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 12, 150})
    void toContent_ofWhatWasWritten(int size, @TempDir Path directory) throws Exception {
        Path file = directory.resolve("snapshot");
        for (int run = 0; run < RUNS; run++) {
            SnapshotContent content = new RandomContent(size * 1000L + run, size).generate();
            writer.publish(content, file);
            try (var snapshot = Snapshot.open(file, TestKeys.trust(), TestKeys.NOW)) {
                assertSameFacts(content, snapshot.toContent());
                assertEquals(content.baseline().size(), snapshot.baselineSize());
            }
        }
    }

    @Test
    void write_inAnotherOrder() throws Exception {
        var random = new Random(7);
        for (int run = 0; run < RUNS; run++) {
            SnapshotContent content = new RandomContent(run, 40).generate();
            byte[] bytes = writer.write(content);
            assertArrayEquals(bytes, writer.write(RandomContent.shuffled(content, random)));
        }
    }

    @Test
    void lookUps_findEveryNodeUnderItsKind(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("snapshot");
        SnapshotContent content = new RandomContent(11, 200).generate();
        writer.publish(content, file);
        try (var snapshot = Snapshot.open(file, TestKeys.trust(), TestKeys.NOW)) {
            for (Node node : content.nodes()) {
                int number = snapshot.node(NodeKind.of(node), node.id());
                assertEquals(node.id(), snapshot.id(number));
                assertEquals(NodeKind.of(node), snapshot.kind(number));
                assertEquals(node.id(), snapshot.string(snapshot.stringId(node.id())));
                assertEquals(Snapshot.NONE, snapshot.node(node.id() + "x"));
            }
            for (String prefix :
                    List.of("sys:", "sys:c", "a", "aé", "\uFFFD", "\uD83D\uDE00", "sys:owner:a\uD83D\uDE00")) {
                for (NodeKind kind : NodeKind.values()) {
                    long expected = content.nodes().stream()
                            .filter(node ->
                                    NodeKind.of(node) == kind && node.id().startsWith(prefix))
                            .count();
                    assertEquals(
                            expected, snapshot.table(kind).startingWith(prefix).size());
                }
            }
            for (Reach reach : content.reaches()) {
                int thing = snapshot.node(reach.thing());
                int consumer = reach.consumer() == null ? Snapshot.NONE : snapshot.consumer(reach.consumer());
                ReachSet set = snapshot.reach(thing, consumer);
                assertNotNull(set);
                assertEquals(reach.sinks().size(), set.size());
            }
            for (BaselineTuple tuple : content.baseline()) {
                long before = tuple.validUntilNs() - 1;
                assertEquals(tuple.lastSeenNs(), snapshot.baseline(tuple.level(), tuple.thing(), tuple.key(), before));
                assertEquals(
                        Snapshot.ABSENT_NS,
                        snapshot.baseline(tuple.level(), tuple.thing(), tuple.key(), tuple.validUntilNs()));
                assertEquals(tuple.validUntilNs(), snapshot.baselineUntilNs(tuple.level(), tuple.thing(), tuple.key()));
                assertEquals(
                        Snapshot.ABSENT_NS, snapshot.baseline(tuple.level(), tuple.thing() + tuple.key(), "", before));
            }
        }
    }

    private static void assertSameFacts(SnapshotContent expected, SnapshotContent actual) {
        assertEquals(expected.version(), actual.version());
        assertEquals(expected.builtAtNs(), actual.builtAtNs());
        assertEquals(expected.notAfterNs(), actual.notAfterNs());
        assertSameSet(expected.sources(), actual.sources());
        assertSameSet(expected.nodes(), actual.nodes());
        assertSameSet(expected.edges(), actual.edges());
        assertSameSet(expected.findings(), actual.findings());
        assertSameSet(
                expected.reaches().stream().map(RoundTripTest::asSet).toList(),
                actual.reaches().stream().map(RoundTripTest::asSet).toList());
    }

    private record SinkSet(String thing, String consumer, Set<Reach.Sink> sinks) {}

    private static SinkSet asSet(Reach reach) {
        return new SinkSet(reach.thing(), String.valueOf(reach.consumer()), Set.copyOf(reach.sinks()));
    }

    private static void assertSameSet(List<?> expected, List<?> actual) {
        assertEquals(new HashSet<>(expected), new HashSet<>(actual));
        assertEquals(expected.size(), actual.size());
    }
}
