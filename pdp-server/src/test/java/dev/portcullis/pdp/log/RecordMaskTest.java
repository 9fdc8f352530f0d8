package dev.portcullis.pdp.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pdp.decision.DecisionRecord;
import dev.portcullis.pdp.decision.FakeFacts;
import dev.portcullis.pdp.decision.FakePolicies;
import dev.portcullis.pdp.decision.RequestContext;
import dev.portcullis.pdp.grpc.ProtoRecordCodec;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is left out is nowhere in the directory, and the record says that it is missing.
class RecordMaskTest {
    private static final RecordCodec CODEC = new ProtoRecordCodec();

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0} removes {1}")
    @CsvSource(delimiter = '|', textBlock = """
            context.address             | 10.40.0.5
            context.region              | eu-west-1
            context.task                | refund
            context.session             | s-1
            context.approval            | a-1
            subject.actor_chain         | okta:user:larkfield/dana.kim
            resource.properties.version | version
            resource.properties         | version
            lineage.target.environment  | environment
            answer.labels.team          | team
            answer.obligations.notify.to | quiet-channel
            """)
    void path_leavesNothingBehind(String path, String gone) throws Exception {
        DecisionRecord record = Decisions.answering("""
                {"effect": "DENY", "reasons": ["a"], "labels": {"team": "x"},
                 "obligations": [{"type": "notify", "properties": {"to": ["quiet-channel"]}}]}
                """).next();
        // The session names Dana too.
        String[] paths =
                path.equals("subject.actor_chain") ? new String[] {path, "context.session"} : new String[] {path};
        assertTrue(storedBytes(record, directory.resolve("whole")).contains(gone));

        String masked = storedBytes(record, directory.resolve("masked"), paths);

        assertFalse(masked.contains(gone), masked);
        StoredRecord stored = read(directory.resolve("masked"));
        assertEquals(List.of(paths), stored.masked());
        assertEquals(record.request().subject().id(), stored.request().subject().id());
    }

    @Test
    void pathThatIsNotThere_isNotNamed() throws Exception {
        DecisionRecord record = Decisions.denied().next();

        store(
                record,
                directory,
                "subject.properties.email",
                "context.nickname",
                "rows.owners.email",
                "answer.labels.x");

        assertEquals(List.of(), read(directory).masked());
        assertEquals(record.request(), read(directory).request());
    }

    @Test
    void rowColumn_isLeftOutOfItsTableOnly() throws Exception {
        store(Decisions.denied().next(), directory, "rows.resources.environment", "rows.owners.environment");

        LogReader reader = LogReader.open(directory, CODEC);
        StoredRecord stored = reader.next().orElseThrow();
        assertEquals(RegoObject.empty(), reader.facts(stored.rows().getFirst().digest()));
        assertEquals(FakeFacts.LINEAGE, reader.lineage(stored));
        assertEquals(List.of("rows.resources.environment"), stored.masked());
    }

    @Test
    void path_goesIntoEveryElementOfAnArray() {
        RegoObject before =
                (RegoObject) FakePolicies.json("{\"a\": [{\"x\": 1, \"y\": 2}, 3, {\"x\": 4}], \"b\": {\"x\": 5}}");

        RegoObject after = MaskPath.of("lineage.a.x").without(before, 0);

        assertEquals(FakePolicies.json("{\"a\": [{\"y\": 2}, 3, {}], \"b\": {\"x\": 5}}"), after);
    }

    @Test
    void messageThatMayQuote_isLeftOut() throws Exception {
        DecisionRecord record = Decisions.answering("{\"effect\": \"MAYBE\"}").next();
        assertFalse(record.decision().verdict().message().isEmpty());

        store(record, directory, "context.nickname");

        assertEquals("", read(directory).decision().verdict().message());
        assertEquals(List.of("answer.message"), read(directory).masked());
        assertEquals(
                record.decision().verdict().code(),
                read(directory).decision().verdict().code());
    }

    @Test
    void failure_keepsAStubAndCounts() throws Exception {
        DecisionRecord record = new Decisions(new FakePolicies(context -> {
                    context.rows().rowRead(new FakeFacts.Table(), RegoString.of("k"), new BrokenRow());
                    return FakePolicies.defined(
                            FakePolicies.json("{\"effect\": \"ALLOW\", \"labels\": {\"team\": \"x\"}}"));
                }))
                .next();

        LogCounters counters = store(record, directory, "rows.resources.environment");

        assertEquals(1, counters.stored());
        assertEquals(1, counters.redacted());
        assertEquals(0, counters.lost());
        StoredRecord stub = read(directory);
        assertEquals(List.of("*"), stub.masked());
        assertEquals(record.decision().id(), stub.decision().id());
        assertEquals(record.request().subject().id(), stub.request().subject().id());
        assertEquals(RequestContext.NONE, stub.request().context());
        assertEquals(RegoObject.empty(), stub.decision().verdict().labels());
        assertEquals(List.of(), stub.lineage());
        assertTrue(RegoJson.write(RecordDocument.of(stub)).contains("\"masked\":[\"*\"]"));
    }

    @Test
    void maskedRecord_isNotReplayed() throws Exception {
        DecisionRecord record = Decisions.denied().next();
        store(record, directory, "context.address");
        StringWriter skipped = new StringWriter();

        int written =
                new Replay(LogReader.open(directory, CODEC), directory.resolve("out")).write(new PrintWriter(skipped));

        assertEquals(0, written);
        assertEquals("skipped " + record.decision().id() + " masked context.address\n", skipped.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            subject.id            | cannot be masked
            answer.effect         | cannot be masked
            contextual            | cannot be masked
            context.              | has an empty name between its dots
            lineage.a..b          | has an empty name between its dots
            rows.owners           | is too wide, name a member below it such as `rows.owners.email`
            answer.obligations    | is too wide
            context.session.id    | is masked as a whole
            subject.actor_chain.0 | is masked as a whole
            """)
    void wrongPath_isRefused(String path, String reason) {
        IllegalArgumentException wrong =
                assertThrows(IllegalArgumentException.class, () -> RecordMask.of(List.of(path)));

        assertTrue(String.valueOf(wrong.getMessage()).contains(reason), String.valueOf(wrong.getMessage()));
    }

    private static String storedBytes(DecisionRecord record, Path directory, String... paths) throws Exception {
        store(record, directory, paths);
        return Files.readString(LogDirectory.segments(directory).getFirst(), StandardCharsets.ISO_8859_1)
                // The record names its paths, which may hold what is searched for.
                .replaceAll(String.join("|", paths.length == 0 ? new String[] {"\0"} : paths), "");
    }

    private static LogCounters store(DecisionRecord record, Path directory, String... paths) throws Exception {
        LogOptions options = LogFixture.masked(LogFixture.options(directory, LogMode.DURABLE), paths);
        try (SegmentLog log = SegmentLog.open(options, CODEC, Decisions.CLOCK)) {
            CompletableFuture<Boolean> stored = new CompletableFuture<>();
            log.append(record, stored::complete);
            assertTrue(stored.get(10, TimeUnit.SECONDS));
            return log.counters();
        }
    }

    private static StoredRecord read(Path directory) throws LogException {
        return LogReader.open(directory, CODEC).next().orElseThrow();
    }
}
