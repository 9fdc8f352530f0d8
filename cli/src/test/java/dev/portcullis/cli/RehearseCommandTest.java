package dev.portcullis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.cli.grpc.FakeDecisionPoint;
import dev.portcullis.proto.pdp.v1.Decision;
import dev.portcullis.proto.pdp.v1.Effect;
import dev.portcullis.proto.pdp.v1.Field;
import dev.portcullis.proto.pdp.v1.Obligation;
import dev.portcullis.proto.pdp.v1.ReasonCode;
import dev.portcullis.proto.pdp.v1.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RehearseCommandTest {
    private static final Decision DENY = Decision.newBuilder()
            .setEffect(Effect.EFFECT_DENY)
            .setReasonCode(ReasonCode.REASON_CODE_POLICY_DENY)
            .addAllReasons(List.of("a", "b"))
            .addObligations(Obligation.newBuilder()
                    .setType("notify")
                    .addProperties(property("to", "dana"))
                    .addProperties(property("severity", "high")))
            .setDecisionId("0193-deny")
            .build();

    @TempDir
    private Path folder;

    private static Field property(String name, String value) {
        return Field.newBuilder()
                .setName(name)
                .setValue(Value.newBuilder().setStringValue(value))
                .build();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"effect\": \"DENY\", \"reasons\": [\"b\", \"a\"], \"obligations\": {\"notify\": {\"to\": \"dana\"}}} | ''",
                "{\"effect\": \"ALLOW\"} | effect: expected ALLOW, got DENY~reason code: expected none, got POLICY_DENY~reasons: expected [], got [a, b]~obligations: expected [], got [notify]",
                "{\"effect\": \"DENY\", \"reason_code\": \"SNAPSHOT_BEHIND\", \"reasons\": [\"a\", \"b\"], \"obligations\": {\"notify\": {}}} | reason code: expected SNAPSHOT_BEHIND, got POLICY_DENY",
                "{\"effect\": \"DENY\", \"reasons\": [\"a\"], \"obligations\": {\"notify\": {}}} | reasons: expected [a], got [a, b]",
                "{\"effect\": \"DENY\", \"reasons\": [\"a\", \"b\"], \"obligations\": {\"notify\": {\"to\": \"hana\", \"lineage\": 1}}} | notify.lineage: expected 1, got absent~notify.to: expected \"hana\", got \"dana\"",
                "{\"effect\": \"DENY\", \"reasons\": [\"a\", \"b\"], \"obligations\": {\"notify\": {}, \"wrap\": {}}} | obligations: expected [notify, wrap], got [notify]",
            })
    void whatDiffers_isPrintedAndFails(String expect, String differences) throws Exception {
        try (var server = new FakeDecisionPoint(_ -> DENY)) {
            Run run = Run.of("rehearse", "--target", server.target(), stories("{}", expect), "--json");
            String expected = differences.equals("''") ? "" : differences;
            assertEquals(
                    expected,
                    String.join(
                            "~",
                            run.err()
                                    .lines()
                                    .map(line -> line.replaceFirst(".*ndjson:1: s1: ", ""))
                                    .toList()));
            assertEquals(expected.isEmpty() ? ExitCode.OK : ExitCode.FAILED, run.exitCode());
            assertEquals(1, run.out().lines().count());
            assertEquals(true, run.out().contains("\"decision_id\":\"0193-deny\""));
        }
    }

    @Test
    void people_readTheStoryAboveTheAnswer() throws Exception {
        try (var server = new FakeDecisionPoint(_ -> DENY)) {
            Run run = Run.of(
                    "rehearse",
                    "--target",
                    server.target(),
                    stories("{}", "{\"effect\": \"DENY\", \"reasons\": [\"a\"], \"obligations\": {\"notify\": {}}}"));
            assertEquals("""
                    Somebody asks.
                      DENY  POLICY_DENY
                        reasons     a, b
                        obligation  notify {"severity":"high","to":"dana"}
                        decision    0193-deny
                        based on    no snapshot; no bundle
                        took        0.0 µs to evaluate, N round trip
                        UNEXPECTED  reasons: expected [a], got [a, b]

                    0 answers as expected, 1 not
                    """, run.out().replaceAll("[0-9.]+ µs round trip", "N round trip"));
            assertEquals("", run.err());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"name\": \"n\", \"stories\": \"s\"} | unknown key `stories`; known are name, story, request, expect",
                "{\"name\": \"n\", \"story\": 1, \"request\": {}, \"expect\": {}} | `story` must be a string",
                "{\"name\": \"n\", \"story\": \"s\", \"request\": {}} | `expect` must be an object",
                "{\"name\": \"n\", \"story\": \"s\", \"request\": {\"x\": 1}, \"expect\": {}} | in `request`: unknown key `x`; known are request_id, subject, action, resource, context, min_snapshot, dry_run",
                "{\"name\": \"n\", \"story\": \"s\", \"request\": {}, \"expect\": {}} | in `expect`: `effect` must be ALLOW or DENY",
                "{\"name\": \"n\", \"story\": \"s\", \"request\": {}, \"expect\": {\"effect\": \"allow\"}} | in `expect`: `effect` must be ALLOW or DENY, not `allow`",
                "{\"name\": \"n\", \"story\": \"s\", \"request\": {}, \"expect\": {\"effect\": \"DENY\", \"code\": 1}} | in `expect`: unknown key `code`; known are effect, reason_code, reasons, obligations",
                "{\"name\": \"n\", \"story\": \"s\", \"request\": {}, \"expect\": {\"effect\": \"DENY\", \"reasons\": \"a\"}} | in `expect`: `reasons` must be an array of strings",
                "{\"name\": \"n\", \"story\": \"s\", \"request\": {}, \"expect\": {\"effect\": \"DENY\", \"obligations\": {\"a\": 1}}} | in `expect`: each of `obligations` must be an object of properties",
            })
    void badStory_isOneLineAndNothingIsAsked(String story, String line) throws Exception {
        Path file = Files.writeString(folder.resolve("bad.ndjson"), "{}\n".replace("{}", story));
        Run run = Run.of("rehearse", "--target", "127.0.0.1:1", file.toString());
        assertEquals(new Run(ExitCode.FAILED, "", "portcullis: " + file + ":1: " + line + "\n"), run);
    }

    private String stories(String request, String expect) throws IOException {
        String line = "{\"name\": \"s1\", \"story\": \"Somebody asks.\", \"request\": " + request + ", \"expect\": "
                + expect + "}";
        return Files.writeString(folder.resolve("stories.ndjson"), line).toString();
    }
}
