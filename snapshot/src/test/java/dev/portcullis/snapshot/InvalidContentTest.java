package dev.portcullis.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Content that contradicts itself is refused, and the message names the id.
final class InvalidContentTest {
    private static final String ID = SampleContent.SETTLE;

    /// The sample, open for changes.
    static final class Draft {
        private final SnapshotContent sample = SampleContent.full();
        private final List<SourceWatermark> sources = new ArrayList<>(sample.sources());
        private final List<Node> nodes = new ArrayList<>(sample.nodes());
        private final List<Edge> edges = new ArrayList<>(sample.edges());
        private final List<Reach> reaches = new ArrayList<>(sample.reaches());
        private final List<BaselineTuple> baseline = new ArrayList<>(sample.baseline());
        private final List<Finding> findings = new ArrayList<>(sample.findings());
        private long notAfterNs = sample.notAfterNs();

        SnapshotContent content() {
            return new SnapshotContent(
                    sample.version(),
                    sample.builtAtNs(),
                    notAfterNs,
                    sources,
                    nodes,
                    edges,
                    reaches,
                    baseline,
                    findings);
        }
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("contradictions")
    void write_ofAContradiction(Consumer<Draft> change, String message) {
        var draft = new Draft();
        change.accept(draft);
        var refused = assertThrows(
                InvalidContentException.class,
                () -> new SnapshotWriter(TestKeys.first("test-1")).write(draft.content()));
        assertEquals(message, refused.getMessage());
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                        Stream.of(
                                change(
                                        draft -> draft.notAfterNs = SampleContent.BUILT_AT_NS,
                                        "not after is 1793609940000000000, it has to be later than built at "
                                                + "1793609940000000000"),
                                change(
                                        draft -> draft.sources.add(new SourceWatermark("aws", 1, "ok")),
                                        "source `aws` is given twice")),
                        nodes(),
                        columns(),
                        facts())
                .flatMap(rows -> rows);
    }

    private static Stream<Arguments> nodes() {
        return Stream.of(
                node(system(""), "column `id` of `` is empty"),
                node(system("a\uD800"), "column `id` of `a\uD800` holds half a surrogate pair"),
                node(
                        system("x".repeat(65_536)),
                        "column `id` of `" + "x".repeat(80) + "…` has 65536 bytes, allowed are 65535"),
                node(
                        system("aws:account:111122223333"),
                        "id `aws:account:111122223333` is given to two nodes, one of kind system and one of kind system"),
                node(system(ID), "id `" + ID + "` is given to two nodes, one of kind consumer and one of kind system"),
                node(
                        system(SampleContent.PRIYA),
                        "id `workday:worker:1003` is given to an owner and to a node of kind system, allowed is an "
                                + "identity"));
    }

    private static Node system(String id) {
        return new Node.SystemInstance(id, "account", null);
    }

    private static Stream<Arguments> columns() {
        return Stream.of(
                node(new Node.SystemInstance("s", "t", ""), "column `environment` of `s` is empty"),
                node(identity(Long.MIN_VALUE, null), "`i` has the time -9223372036854775808, which means no time"),
                node(
                        identity(null, new Node.Ownership("nobody", 1, null)),
                        "owner of `i` refers to `nobody`, which is no node, allowed is owner"),
                node(
                        identity(null, new Node.Ownership(null, 1, ID)),
                        "stand-in of `i` refers to `" + ID + "`, which is of kind consumer, allowed is owner"),
                node(
                        identity(null, new Node.Ownership(SampleContent.PRIYA, 1.5, null)),
                        "`i` has the ownership score 1.5, allowed is 0 to 1"),
                node(
                        identity(null, new Node.Ownership(SampleContent.PRIYA, Double.NaN, null)),
                        "`i` has the ownership score NaN, allowed is 0 to 1"),
                node(resource("r", "r"), "parents of `r` form a circle"),
                node(resource("r", "gone"), "parent of `r` refers to `gone`, which is no node, allowed is resource"),
                node(
                        new Node.Resource("r", "t", null, null, null, null, new Node.Usage(-1, null, List.of(), false)),
                        "`r` has been seen with -1 consumers, allowed is 0 to below 2147483647"),
                node(
                        new Node.Owner("o", null, "active", "gone", List.of()),
                        "accountable of `o` refers to `gone`, which is no node, allowed is owner"),
                node(
                        new Node.Owner("o", null, "active", "o", List.of(ID)),
                        "escalation of `o` refers to `" + ID + "`, which is of kind consumer, allowed is owner"));
    }

    private static Node identity(@Nullable Long createdNs, Node.@Nullable Ownership ownership) {
        return new Node.Identity("i", "role", "aws", null, "active", createdNs, ownership);
    }

    private static Node resource(String id, String parent) {
        return new Node.Resource(id, "bucket", null, null, parent, null, null);
    }

    private static Stream<Arguments> facts() {
        return Stream.of(
                change(
                        draft -> draft.edges.add(new Edge(Edge.Kind.RUNS_AS, "gone", SampleContent.ROLE, null)),
                        "begin of `RUNS_AS` refers to `gone`, which is no node, allowed is consumer"),
                change(
                        draft -> draft.edges.add(new Edge(Edge.Kind.CONSUMED_BY, SampleContent.ROLE, ID, null)),
                        "begin of `CONSUMED_BY` refers to `" + SampleContent.ROLE
                                + "`, which is of kind identity, allowed is credential or resource"),
                change(
                        draft -> draft.edges.add(new Edge(Edge.Kind.RUNS_AS, ID, ID, null)),
                        "end of `RUNS_AS` refers to `" + ID + "`, which is of kind consumer, allowed is identity"),
                change(
                        draft -> draft.reaches.add(new Reach(ID, null, List.of())),
                        "reach of `" + ID + "` refers to `" + ID
                                + "`, which is of kind consumer, allowed is credential or resource"),
                change(
                        draft -> draft.reaches.add(new Reach(SampleContent.KEY, ID, List.of())),
                        "reach of `" + SampleContent.KEY + "` is given twice for `" + ID + "`"),
                change(
                        draft -> draft.reaches.add(new Reach(SampleContent.KEY, null, List.of())),
                        "reach of `" + SampleContent.KEY + "` is given twice for everyone"),
                change(
                        draft -> draft.reaches.add(
                                new Reach(SampleContent.SCHEMA, null, List.of(new Reach.Sink("gone", "read", "yes")))),
                        "reach of `" + SampleContent.SCHEMA
                                + "` refers to `gone`, which is no node, allowed is resource"),
                change(
                        draft -> draft.baseline.add(
                                new BaselineTuple(BaselineTuple.Level.EXACT, SampleContent.KEY, ID, 1, 2)),
                        "the baseline has `" + SampleContent.KEY + "` with key `" + ID + "` twice at level EXACT"),
                change(
                        draft -> draft.findings.add(new Finding("gone", "code", "low", 1, false)),
                        "finding `code` is about `gone`, which is neither a node nor a task, and is no tombstone"));
    }

    private static Arguments node(Node added, String message) {
        return change(draft -> draft.nodes.add(added), message);
    }

    private static Arguments change(Consumer<Draft> change, String message) {
        return Arguments.of(change, message);
    }

    @Test
    void publish_ofAContradiction_leavesNoFile(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("snapshot");
        var draft = new Draft();
        draft.baseline.addAll(SampleContent.full().baseline());
        var writer = new SnapshotWriter(TestKeys.first("test-1"));
        assertThrows(InvalidContentException.class, () -> writer.publish(draft.content(), file));
        try (Stream<Path> files = Files.list(directory)) {
            assertFalse(files.findAny().isPresent());
        }
    }

    @Test
    void write_ofTheSameFactTwice_storesItOnce() throws Exception {
        var draft = new Draft();
        draft.edges.addAll(SampleContent.full().edges());
        draft.findings.addAll(SampleContent.full().findings());
        byte[] once = TestSnapshots.write(SampleContent.full());
        byte[] twice = TestSnapshots.write(draft.content());
        assertArrayEquals(once, twice);
    }
}
