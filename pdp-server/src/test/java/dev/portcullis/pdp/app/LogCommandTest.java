package dev.portcullis.pdp.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pdp.log.LoggedDecisions;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.snapshot.trust.KeyPairFiles;
import dev.portcullis.snapshot.trust.Purpose;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// What `portcullis log` prints and the status it ends with.
final class LogCommandTest {
    private static final String ALLOW = "{\"effect\": \"ALLOW\"}";
    private static final String DENY = "{\"effect\": \"DENY\", \"reasons\": [\"stale\"]}";

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return PdpMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }

    private Path log() {
        return folder.resolve("log");
    }

    @Test
    void show_printsALineForEachDecision() throws Exception {
        List<String> ids = LoggedDecisions.write(log(), ALLOW, DENY);

        assertEquals(0, run("log", "show", "--log", log().toString()));

        assertEquals(
                List.of(
                        "2026-11-02T09:00:00Z " + ids.get(0) + " ALLOW secret.read "
                                + "endpoint:mcp_server:lt-dana-01/db-explorer -> "
                                + "vault:secret:vault-prod/kv/payments/psp-api-key - []",
                        "2026-11-02T09:00:00Z " + ids.get(1) + " DENY  secret.read "
                                + "endpoint:mcp_server:lt-dana-01/db-explorer -> "
                                + "vault:secret:vault-prod/kv/payments/psp-api-key POLICY_DENY [stale]"),
                lines());
    }

    @Test
    void show_filters() throws Exception {
        List<String> ids = LoggedDecisions.write(log(), ALLOW, DENY);

        assertShown(List.of(ids.get(1)), "--effect", "DENY");
        assertShown(List.of(ids.get(0)), "--id", ids.get(0));
        assertShown(ids, "--subject", "endpoint:mcp_server:lt-dana-01/db-explorer");
        assertShown(List.of(), "--subject", "aws:lambda:nobody");
        assertShown(ids, "--since", "2026-11-02T09:00:00Z");
        assertShown(List.of(), "--until", "2026-11-02T09:00:00Z");
        assertShown(List.of(), "--since", "2026-11-02T09:00:01Z");
    }

    private void assertShown(List<String> ids, String... filter) throws Exception {
        String[] arguments = {"log", "show", "--json", "--log", log().toString(), filter[0], filter[1]};
        assertEquals(0, run(arguments), err.toString());
        List<String> shown = lines().stream().map(LogCommandTest::id).toList();
        assertEquals(ids, shown, String.join(" ", filter));
    }

    private static String id(String line) {
        try {
            RegoObject record = (RegoObject) RegoJson.read(line.getBytes(StandardCharsets.UTF_8));
            return record.get("decision_id") instanceof RegoString id ? id.value() : "";
        } catch (dev.portcullis.rego.value.JsonException notJson) {
            throw new AssertionError(line, notJson);
        }
    }

    @Test
    void show_wrongEffect_isAUsageError() throws Exception {
        LoggedDecisions.write(log(), ALLOW);

        assertEquals(CommandLine.ExitCode.USAGE, run("log", "show", "--log", log().toString(), "--effect", "MAYBE"));
    }

    @Test
    void missingDirectory_isOneLine() {
        assertEquals(1, run("log", "verify", "--log", log().toString()));

        assertEquals("portcullis: there is no directory `" + log() + "`\n", err.toString());
    }

    @Test
    void tail_beginsWithTheLastAndFollows() throws Exception {
        List<String> ids = LoggedDecisions.write(log(), ALLOW, DENY, ALLOW);
        Thread tail =
                Thread.ofPlatform().start(() -> run("log", "tail", "--json", "-n", "2", "--log", log().toString()));
        try {
            awaitLines(2);
            List<String> later = LoggedDecisions.write(log(), DENY);
            awaitLines(3);

            assertEquals(
                    List.of(ids.get(1), ids.get(2), later.getFirst()),
                    lines().stream().map(LogCommandTest::id).toList());
        } finally {
            tail.interrupt();
            tail.join(TimeUnit.SECONDS.toMillis(10));
        }
        assertTrue(!tail.isAlive());
    }

    private void awaitLines(int wanted) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (lines().size() < wanted && System.nanoTime() < giveUp) {
            Thread.onSpinWait();
        }
        assertEquals(wanted, lines().size(), err.toString());
    }

    @Test
    void verify_intactAndUnsigned() throws Exception {
        LoggedDecisions.write(log(), ALLOW, DENY);

        assertEquals(0, run("log", "verify", "--log", log().toString()));

        assertEquals(
                List.of(
                        "2 decisions in 1 segments, the next frame is 5: intact",
                        "the log has no signature: the chain shows accidents, but whoever can write it could rewrite it"
                                + " whole"),
                lines());
    }

    @Test
    void verify_unsignedWithTrust_isAFailure() throws Exception {
        LoggedDecisions.write(log(), ALLOW);
        Path trust = trust(key("log"));

        assertEquals(2, run("log", "verify", "--log", log().toString(), "--trust", trust.toString()));

        assertTrue(lines().getFirst().startsWith("UNSIGNED: segment-000000000001.plog, byte "), out.toString());
    }

    @Test
    void verify_signed() throws Exception {
        KeyPairFiles key = key("log");
        LoggedDecisions.writeSigned(log(), key, ALLOW, DENY);

        assertEquals(0, run("log", "verify", "--log", log().toString()));
        assertEquals("1 signed checkpoints, not checked: give --trust", lines().getLast());
        assertEquals(
                0,
                run(
                        "log",
                        "verify",
                        "--log",
                        log().toString(),
                        "--trust",
                        trust(key).toString()));
        assertEquals("1 signed checkpoints; keys log vouch for all frames before 5", lines().getLast());
    }

    @Test
    void verify_expectSeq() throws Exception {
        LoggedDecisions.write(log(), ALLOW);

        assertEquals(0, run("log", "verify", "--log", log().toString(), "--expect-seq", "4"));
        assertEquals(2, run("log", "verify", "--log", log().toString(), "--expect-seq", "5"));
        assertTrue(lines().getFirst().contains("its tail was cut"), out.toString());
    }

    @Test
    void verify_altered() throws Exception {
        LoggedDecisions.write(log(), ALLOW);
        Path segment = log().resolve("segment-000000000001.plog");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[80] ^= 1;
        Files.write(segment, bytes);

        assertEquals(2, run("log", "verify", "--log", log().toString()));

        assertEquals(
                "ALTERED: segment-000000000001.plog, byte 64, frame 0: a byte of it was changed", lines().getFirst());
        assertTrue(lines().get(1).endsWith(": NOT AS WRITTEN"), out.toString());
    }

    @Test
    void verify_unreadableTrust_isOneLine() throws Exception {
        LoggedDecisions.write(log(), ALLOW);

        assertEquals(1, run("log", "verify", "--log", log().toString(), "--trust", "/nowhere"));

        assertEquals("portcullis: cannot read the trust file `/nowhere`\n", err.toString());
    }

    @Test
    void replay_writesEachDecision() throws Exception {
        List<String> ids = LoggedDecisions.write(log(), ALLOW);
        Path to = folder.resolve("replayed");

        assertEquals(0, run("log", "replay", "--log", log().toString(), "--out", to.toString()));

        assertEquals(List.of("1 decisions written to " + to), lines());
        assertTrue(Files.exists(to.resolve(ids.getFirst()).resolve("input.json")));
    }

    private KeyPairFiles key(String id) throws Exception {
        return KeyPairFiles.generate(folder, id, Set.of(Purpose.LOG), null, null);
    }

    private Path trust(KeyPairFiles key) throws Exception {
        Path file = folder.resolve("trust");
        Files.deleteIfExists(file);
        key.appendTo(file);
        return file;
    }
}
