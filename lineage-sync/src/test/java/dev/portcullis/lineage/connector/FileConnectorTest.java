package dev.portcullis.lineage.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.snapshot.Edge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileConnectorTest extends ConnectorContract {
    private static final String FIRST =
            "{\"kind\":\"source\",\"source\":\"vault\",\"watermark\":\"2026-11-02T08:59:00Z\",\"listing\":\"partial\"}";
    private static final long WATERMARK = 1793609940000000000L;

    @TempDir
    Path directory;

    @Override
    protected Connector connector() {
        try {
            return connector(
                    FIRST,
                    "{\"kind\":\"system\",\"id\":\"vault:cluster:a\"}",
                    "{\"kind\":\"person\",\"id\":\"hr:worker:1\"}");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Test
    void fetch_readsEveryKindOfFact() throws Exception {
        Batch batch = connector(
                        FIRST,
                        "{\"kind\":\"identity\",\"id\":\"a:b:i\",\"status\":\"revoked\",\"created\":\"1970-01-01T00:00:01Z\"}",
                        "{\"kind\":\"credential\",\"id\":\"a:b:c\",\"type\":\"opaque\",\"lifetime\":\"static\"}",
                        "{\"kind\":\"location\",\"id\":\"a:b:l\",\"sanctioned\":false,\"open\":true}",
                        "{\"kind\":\"consumer\",\"id\":\"a:b:k\",\"type\":\"ai_agent\",\"platform\":\"bedrock\"}",
                        "{\"kind\":\"resource\",\"id\":\"a:b:r\",\"request_type\":\"aws_role\",\"data_class\":\"pii\"}",
                        "{\"kind\":\"person\",\"id\":\"a:b:p\",\"active\":false,\"manager\":\"a:b:m\"}",
                        "{\"kind\":\"group\",\"id\":\"a:b:g\",\"lead\":\"a:b:p\"}",
                        "{\"kind\":\"system\",\"id\":\"a:b:s\",\"environment\":\"production\"}",
                        "{\"kind\":\"edge\",\"edge\":\"stored_in\",\"from\":\"a:b:c\",\"to\":\"a:b:l\"}",
                        "{\"kind\":\"ownership\",\"subject\":\"a:b:c\",\"owner\":\"a:b:p\",\"score\":0.91}",
                        "{\"kind\":\"grant\",\"principal\":\"a:b:c\",\"resource\":\"a:b:r\",\"access\":\"read_write\"}",
                        "{\"kind\":\"use\",\"thing\":\"a:b:c\",\"consumer\":\"a:b:k\",\"last_use\":\"1970-01-01T00:00:02Z\"}",
                        "{\"kind\":\"expectation\",\"subject\":\"a:b:k\",\"thing\":\"a:b:c\",\"until\":\"1970-01-01T00:00:03Z\"}",
                        "{\"kind\":\"finding\",\"subject\":\"task:refund/1\",\"code\":\"task_ended\",\"severity\":\"low\","
                                + "\"since\":\"1970-01-01T00:00:04Z\",\"tombstone\":true}")
                .fetch(Batch.Cursor.START);
        List<Fact> expected = List.of(
                new NodeFact.Identity("a:b:i", null, NodeFact.Status.REVOKED, 1_000_000_000L),
                new NodeFact.Credential(
                        "a:b:c", "opaque", NodeFact.Lifetime.STATIC, NodeFact.Status.ACTIVE, null, null),
                new NodeFact.Location("a:b:l", null, false, true),
                new NodeFact.Consumer(
                        "a:b:k", ConsumerType.AI_AGENT, "bedrock", null, null, null, null, true, null, null, null),
                new NodeFact.Resource("a:b:r", "aws_role", null, NodeFact.DataClass.PII, null, null),
                new NodeFact.Person("a:b:p", null, false, "a:b:m", null),
                new NodeFact.Group("a:b:g", null, "a:b:p", false),
                new NodeFact.SystemInstance("a:b:s", "production"),
                new Fact.Link(Edge.Kind.STORED_IN, "a:b:c", "a:b:l", null, null),
                new Fact.Ownership("a:b:c", "a:b:p", 0.91),
                new Fact.Grant("a:b:c", null, "a:b:r", Fact.Access.READ_WRITE, Fact.Verdict.YES),
                new Fact.Use("a:b:c", "a:b:k", null, 2_000_000_000L, 2_000_000_000L, 1, false),
                new Fact.Expectation("a:b:k", "a:b:c", 3_000_000_000L),
                new Fact.OpenFinding("task:refund/1", "task_ended", Fact.Severity.LOW, 4_000_000_000L, true));
        assertEquals(expected, batch.evidence().stream().map(Evidence::fact).toList());
        assertEquals("vault", batch.source());
        assertEquals(WATERMARK, batch.watermarkNs());
    }

    @Test
    void fetch_keysObservationsAndReferences() throws Exception {
        Batch batch = connector(
                        FIRST.replace("\"listing\"", "\"observed\":\"2026-11-02T08:58:00Z\",\"listing\""),
                        "{\"kind\":\"system\",\"id\":\"a:b:s\"}",
                        "{\"kind\":\"system\",\"id\":\"a:b:t\",\"external_id\":\"cluster-7\",\"record\":\"audit/77\","
                                + "\"observed\":\"2026-11-02T08:59:00Z\"}")
                .fetch(Batch.Cursor.START);
        Evidence plain = batch.evidence().get(0);
        assertEquals(new Evidence.Key("vault", "a:b:s", Fact.Kind.SYSTEM), plain.key());
        assertEquals(WATERMARK - 60_000_000_000L, plain.observedNs());
        assertEquals(directory.resolve("facts.ndjson") + ":2", plain.reference());
        Evidence full = batch.evidence().get(1);
        assertEquals(new Evidence.Key("vault", "cluster-7", Fact.Kind.SYSTEM), full.key());
        assertEquals(WATERMARK, full.observedNs());
        assertEquals("audit/77", full.reference());
    }

    static Stream<Arguments> badLines() {
        String system = "{\"kind\":\"system\",\"id\":\"a:b:s\"";
        String use = "{\"kind\":\"use\",\"thing\":\"a:b:c\",\"last_use\":\"2026-11-02T08:00:00Z\"";
        return Stream.of(
                Arguments.of("", "is empty, every line holds one JSON object"),
                Arguments.of("[1]", "is not a JSON object"),
                Arguments.of(system, "is not JSON at column 30"),
                Arguments.of("{\"kind\":\"wish\"}", "field `kind` is none of `identity`, `credential`, `location`,"),
                Arguments.of("{\"id\":\"a:b:s\"}", "field `kind` is missing"),
                Arguments.of("{\"kind\":\"system\"}", "field `id` is missing"),
                Arguments.of("{\"kind\":\"system\",\"id\":7}", "field `id` is a number, allowed is a string"),
                Arguments.of("{\"kind\":\"system\",\"id\":null}", "field `id` is a null, allowed is a string"),
                Arguments.of(
                        "{\"kind\":\"system\",\"id\":\"a:b\"}", "field `id` is not of the form `system:type:path`"),
                Arguments.of("{\"kind\":\"system\",\"id\":\"A:b:c\"}", "field `id` has a system or type that is not"),
                Arguments.of(system + ",\"colour\":\"red\"}", "field `colour` is unknown, allowed are `environment`,"),
                Arguments.of(system + ",\"ghp_abc\":1}", "field `?` is unknown, allowed are"),
                Arguments.of(
                        system + ",\"password\":\"hunter2\"}",
                        "field `password` is named like a secret and is refused"),
                Arguments.of(
                        system + ",\"record\":\"hvs.CAESIJ\"}",
                        "field `record` holds what looks like a secret and is refused"),
                Arguments.of(
                        system + ",\"record\":\"x -----BEGIN RSA PRIVATE KEY\"}",
                        "field `record` holds what looks like a secret and is refused"),
                Arguments.of(system + ",\"environment\":\"Pro duction\"}", "field `environment` is not of the form"),
                Arguments.of(system + ",\"record\":\"\"}", "field `record` is not 1 to 512 characters long"),
                Arguments.of(system + ",\"record\":\"a\\u0007\"}", "field `record` has a control character"),
                Arguments.of(
                        system + ",\"observed\":\"2026-11-02T09:00:00Z\"}",
                        "field `observed` is later than the watermark of the first line"),
                Arguments.of(system + ",\"observed\":\"yesterday\"}", "field `observed` is not a time in UTC such as"),
                Arguments.of(
                        "{\"kind\":\"location\",\"id\":\"a:b:l\",\"sanctioned\":\"no\"}",
                        "field `sanctioned` is a string, allowed is true or false"),
                Arguments.of(
                        "{\"kind\":\"credential\",\"id\":\"a:b:c\",\"type\":\"opaque\",\"lifetime\":\"eternal\"}",
                        "field `lifetime` is none of `static`, `ephemeral`"),
                Arguments.of(
                        "{\"kind\":\"ownership\",\"subject\":\"a:b:c\",\"owner\":\"a:b:p\",\"score\":1.2}",
                        "field `score` is not a number from 0 to 1"),
                Arguments.of(
                        "{\"kind\":\"edge\",\"edge\":\"reaches\",\"from\":\"a:b:c\",\"to\":\"a:b:r\"}",
                        "field `edge` is computed, state an `ownership` or a `grant` instead"),
                Arguments.of(
                        "{\"kind\":\"use\",\"thing\":\"a:b:c\",\"last_use\":\"2026-11-02T08:59:01Z\"}",
                        "field `last_use` is later than it was observed"),
                Arguments.of(use + ",\"uses\":0}", "field `uses` is not a whole number from 1"),
                Arguments.of(use + ",\"uses\":1.5}", "field `uses` is not a whole number from 0"),
                Arguments.of(
                        use + ",\"first_use\":\"2026-11-02T08:00:01Z\"}", "field `first_use` is later than `last_use`"),
                Arguments.of(
                        "{\"kind\":\"finding\",\"subject\":\"nobody\",\"code\":\"x\",\"severity\":\"low\","
                                + "\"since\":\"2026-11-02T08:00:00Z\"}",
                        "field `subject` is neither an id nor of the form `task:<type>/<id>`"));
    }

    @ParameterizedTest
    @MethodSource("badLines")
    void fetch_badLineRejectsTheFileAndNamesThePlace(String line, String problem) throws Exception {
        String message = refusal(connector(FIRST, "{\"kind\":\"system\",\"id\":\"a:b:fine\"}", line, FIRST));
        String place = directory.resolve("facts.ndjson") + ":3: ";
        assertEquals(
                place + problem, message.substring(0, Math.min(message.length(), place.length() + problem.length())));
        assertFalse(message.contains("hunter2") || message.contains("CAESIJ") || message.contains("eternal"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"system\",\"id\":\"a:b:s\"}",
                "{\"kind\":\"source\",\"source\":\"vault\",\"watermark\":\"2026-11-02T08:59:00Z\",\"listing\":\"complete\"}",
                "{\"kind\":\"source\",\"source\":\"vault\",\"listing\":\"partial\"}",
                "{\"kind\":\"source\",\"source\":\"vault\",\"watermark\":\"2026-11-02T08:59:00Z\",\"listing\":\"some\"}",
            })
    void fetch_badFirstLine(String first) throws Exception {
        assertEquals(
                directory.resolve("facts.ndjson") + ":1",
                refusal(connector(first)).split(": ", 2)[0]);
    }

    @Test
    void fetch_cutListingIsRefused() throws Exception {
        String complete = FIRST.replace("\"partial\"", "\"complete\",\"facts\":2");
        assertEquals(
                directory.resolve("facts.ndjson") + ": has 1 facts, its first line promises 2; the file may be cut",
                refusal(connector(complete, "{\"kind\":\"system\",\"id\":\"a:b:s\"}")));
    }

    @Test
    void fetch_notUtf8() throws Exception {
        Path file = directory.resolve("latin1.ndjson");
        Files.write(
                file,
                (FIRST + "\n{\"kind\":\"system\",\"id\":\"a:b:\u00e9\"}\n").getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(file + ":2: is not UTF-8", refusal(new FileConnector(file, Limits.DEFAULT)));
    }

    @Test
    void fetch_limits() throws Exception {
        connector(FIRST, "{\"kind\":\"system\",\"id\":\"a:b:s\"}");
        Path file = directory.resolve("facts.ndjson");
        long size = Files.size(file);
        assertEquals(
                file + ": has " + size + " bytes, allowed are 10",
                refusal(new FileConnector(file, new Limits(10, 1000, 10))));
        assertEquals(
                file + ":2: is longer than 200 bytes",
                refusal(new FileConnector(write(FIRST, "x".repeat(201)), new Limits(1000, 200, 10))));
        assertEquals(
                file + ":3: has more than 2 lines",
                refusal(new FileConnector(
                        write(FIRST, "{\"kind\":\"system\",\"id\":\"a:b:s\"}", "x"), new Limits(1000, 1000, 2))));
    }

    @Test
    void fetch_missingAndEmptyFile() throws Exception {
        Path missing = directory.resolve("missing.ndjson");
        assertEquals(missing + ": does not exist", refusal(new FileConnector(missing, Limits.DEFAULT)));
        Path empty = Files.createFile(directory.resolve("empty.ndjson"));
        assertEquals(
                empty + ": is empty, its first line names the source",
                refusal(new FileConnector(empty, Limits.DEFAULT)));
    }

    private Connector connector(String... lines) throws IOException {
        return new FileConnector(write(lines), Limits.DEFAULT);
    }

    private Path write(String... lines) throws IOException {
        return Files.writeString(directory.resolve("facts.ndjson"), String.join("\n", lines) + "\n");
    }

    private static String refusal(Connector connector) {
        return String.valueOf(assertThrows(ConnectorException.class, () -> connector.fetch(Batch.Cursor.START))
                .getMessage());
    }
}
