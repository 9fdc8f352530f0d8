package dev.portcullis.lineage.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.lineage.connector.vault.Recording;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.Snapshot;
import dev.portcullis.snapshot.SnapshotContent;
import dev.portcullis.snapshot.SnapshotVersion;
import dev.portcullis.snapshot.trust.KeyPairFiles;
import dev.portcullis.snapshot.trust.Purpose;
import dev.portcullis.snapshot.trust.Trust;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SyncMainTest {
    private static final String FIRST =
            "{\"kind\":\"source\",\"source\":\"vault\",\"watermark\":\"2026-11-02T08:59:00Z\",\"listing\":\"partial\"}\n";
    private static final String FACT = "{\"kind\":\"system\",\"id\":\"vault:cluster:a\"}\n";

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Trust trust = Trust.of(List.of());

    @BeforeEach
    void makeKeyAndEvidence() throws Exception {
        KeyPairFiles pair = KeyPairFiles.generate(directory, "lab", Set.of(Purpose.SNAPSHOT), null, null);
        trust = Trust.of(List.of(pair.trusted()));
        Files.writeString(directory.resolve("vault.ndjson"), FIRST + FACT);
    }

    @Test
    void once_publishesASnapshotThatReadersTrust() throws Exception {
        assertEquals(0, sync("--clock-from-evidence", "--epoch", "7", "--seq", "100"));
        String line = out.toString().strip();
        String size = String.valueOf(Files.size(file("out.pcs")));
        assertTrue(
                line.matches("published \\Q" + file("out.pcs") + "\\E: version 7\\.100, 1 nodes, 0 edges, " + size
                        + " bytes, [0-9]+ ms"),
                line);
        try (Snapshot snapshot = open()) {
            assertEquals(new SnapshotVersion(7, 100), snapshot.version());
            assertEquals(1793609940000000000L, snapshot.builtAtNs());
            assertEquals(Duration.ofHours(24).toNanos(), snapshot.notAfterNs() - snapshot.builtAtNs());
            assertTrue(snapshot.system("vault:cluster:a") >= 0);
        }
    }

    @Test
    void again_saysTheSameUnderTheNextVersion() throws Exception {
        sync("--now", "2026-11-02T09:00:00Z", "--epoch", "7", "--seq", "100");
        var first = content();
        sync("--now", "2026-11-02T09:00:00Z", "--epoch", "7", "--seq", "100");
        var second = content();
        assertEquals(new SnapshotVersion(7, 101), second.version());
        assertEquals(first.nodes(), second.nodes());
        assertEquals(first.sources(), second.sources());
        assertEquals(first.builtAtNs(), second.builtAtNs());
    }

    @Test
    void json_isOneObjectALine() throws Exception {
        assertEquals(0, sync("--clock-from-evidence", "--json"));
        RegoObject line = (RegoObject) RegoJson.read(out.toString());
        RegoValue version = line.get("version");
        assertNotNull(version);
        assertEquals("\"1.1\"", version.toString());
        assertEquals("1", String.valueOf(line.get("nodes")));
    }

    @Test
    void interval_publishesOnlyWhatChanged() throws Exception {
        List<Runnable> between = new ArrayList<>(List.of(
                () -> {}, () -> write("more.ndjson", FIRST + FACT.replace("cluster:a", "cluster:b")), () -> {}));
        SyncCommand.Pause pause = interval -> {
            if (between.isEmpty()) {
                return false;
            }
            between.removeFirst().run();
            return true;
        };
        assertEquals(0, run(pause, arguments("--clock-from-evidence", "--interval", "5s")));
        assertEquals(List.of("1.1", "1.2"), versions());
        assertEquals("", err.toString());
    }

    @Test
    void interval_badFileLater_isReportedAndTheLastGoodStays() throws Exception {
        List<Runnable> between =
                new ArrayList<>(List.of(() -> write("vault.ndjson", FIRST + "{}\n"), () -> delete("vault.ndjson")));
        SyncCommand.Pause pause = interval -> {
            if (between.isEmpty()) {
                return false;
            }
            between.removeFirst().run();
            return true;
        };
        assertEquals(0, run(pause, arguments("--clock-from-evidence", "--interval", "5s")));
        assertEquals(
                List.of(
                        "error: " + file("vault.ndjson") + ":2: field `kind` is missing",
                        "error: " + file("vault.ndjson") + ": does not exist"),
                err.toString().lines().toList());
        assertEquals("failed", content().sources().getFirst().status());
        assertEquals("vault:cluster:a", content().nodes().getFirst().id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --key /nowhere.pem                | 1 | /nowhere.pem: does not exist, `portcullis keys generate` makes a key
        --key-id UPPER                    | 1 | lab.pem: `UPPER` is no key id; allowed are
        --out /nowhere/out.pcs            | 1 | /nowhere/out.pcs: cannot be written, its directory does not exist
        --out /                           | 1 | /: is a directory
        --evidence /nowhere.ndjson        | 1 | /nowhere.ndjson: does not exist
        --now yesterday                   | 2 | `--now` is not a time in UTC such as `2026-11-02T09:00:00Z`, given is `yesterday`
        --interval often                  | 2 | `--interval` is a number with `ms`, `s`, `m` or `h`, given is `often`
        --epoch 0                         | 2 | `--epoch` is at least 1 and `--seq` at least 0, given are 0 and 1
        --epoch many                      | 2 | Invalid value for option '--epoch': 'many' is not a long
        --vault-audit a.log               | 2 | Missing required argument(s): --vault-cluster=NAME
        --vault-audit a --vault-cluster b/c | 2 | a cluster is named by letters, digits, `.`, `_` and `-`, given is `b/c`
        --vault-audit /nowhere.log --vault-cluster b | 1 | /nowhere.log: does not exist
        --speed 9                         | 2 | Unknown options: '--speed', '9'
        """)
    void badArgument_oneLineAndAnExitCode(String argument, int code, String message) {
        assertEquals(code, sync(argument.split(" ")));
        assertEquals("", out.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().startsWith("error: "), err.toString());
        assertTrue(err.toString().contains(message), err.toString());
    }

    @Test
    void badEvidence_namesFileAndLineAndPublishesNothing() {
        write("other.ndjson", FIRST.replace("vault", "aws") + "{\"kind\":\"system\",\"id\":\"nonsense\"}\n");
        assertEquals(1, sync());
        assertEquals(
                "error: " + file("other.ndjson") + ":2: field `id` is not of the form `system:type:path`",
                err.toString().strip());
        assertFalse(Files.exists(file("out.pcs")));
    }

    @Test
    void contradictoryEvidence_isRefusedInOneLine() {
        write(
                "other.ndjson",
                FIRST.replace("vault", "aws")
                        + "{\"kind\":\"resource\",\"id\":\"a:b:c\",\"parent\":\"a:b:d\"}\n"
                        + "{\"kind\":\"resource\",\"id\":\"a:b:d\",\"parent\":\"a:b:c\"}\n");
        assertEquals(1, sync());
        assertEquals(
                "error: the evidence contradicts itself: parents of `a:b:c` form a circle",
                err.toString().strip());
    }

    @Test
    void sourcesThatDisagreeAboutAKind_areNamed() {
        write("other.ndjson", FIRST.replace("vault", "aws") + FACT.replace("system", "identity"));
        assertEquals(0, sync());
        assertEquals(
                "warning: sources use `vault:cluster:a` for different kinds of things, the newer evidence counts",
                err.toString().strip());
    }

    @Test
    void auditLog_newLinesBecomeANewSnapshot() throws Exception {
        List<String> lines = Recording.lines("hashed");
        write("audit.log", lines.getFirst() + "\n");
        List<Runnable> between = new ArrayList<>(List.of(
                () -> {}, () -> write("audit.log", String.join("\n", lines) + "\nx\n"), () -> {}));
        SyncCommand.Pause pause = interval -> {
            if (between.isEmpty()) {
                return false;
            }
            between.removeFirst().run();
            return true;
        };
        String audit = file("audit.log").toString();
        assertEquals(0, run(pause, arguments("--interval", "5s", "--vault-audit", audit, "--vault-cluster", "lab")));
        assertEquals(List.of("1.1", "1.2"), versions());
        assertEquals(
                "warning: " + audit + ":28: is not JSON, the line is skipped",
                err.toString().strip());
        assertTrue(content().nodes().stream().anyMatch(node -> node.id().startsWith("vault:entity:lab/")));
    }

    @Test
    void emptyDirectory_isRefused() throws Exception {
        Path empty = Files.createDirectory(file("empty"));
        Files.delete(file("vault.ndjson"));
        assertEquals(1, sync("--evidence", empty.toString()));
        assertTrue(err.toString().contains(": has no file `*.ndjson`"), err.toString());
    }

    @Test
    void wideKey_isRefused() throws Exception {
        Files.setPosixFilePermissions(file("lab.pem"), PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(1, sync());
        assertTrue(err.toString().contains("a private key file has at most `rw-------`"), err.toString());
    }

    @Test
    void otherEpoch_isRefused() {
        sync("--epoch", "7");
        assertEquals(1, sync("--epoch", "8"));
        assertTrue(
                err.toString().contains("holds epoch 7, asked for is 8; only a reset of the store raises the epoch"),
                err.toString());
    }

    @Test
    void lostState_isRefusedRatherThanStartedOver() throws Exception {
        sync();
        Files.delete(file("out.pcs.state").resolve("version"));
        assertEquals(1, sync());
        assertTrue(err.toString().contains("does not know its version"), err.toString());
    }

    @Test
    void secondSyncOnTheSameState_isRefused() {
        SyncCommand.Pause pause = interval -> {
            assertEquals(1, sync());
            return false;
        };
        assertEquals(0, run(pause, arguments("--interval", "5s")));
        assertTrue(err.toString().contains("out.pcs.state: is in use by another sync"), err.toString());
    }

    @Test
    void help_listsTheOptions() {
        assertEquals(0, run(interval -> false, "sync", "--help"));
        assertTrue(out.toString().contains("--clock-from-evidence"), out.toString());
    }

    private int sync(String... more) {
        return run(interval -> false, arguments(more));
    }

    /// The arguments of a good call; an option in `more` replaces its default.
    private String[] arguments(String... more) {
        var arguments = new ArrayList<>(List.of("sync"));
        List<String> given = Arrays.asList(more);
        String[][] defaults = {
            {"--evidence", directory.toString()},
            {"--out", file("out.pcs").toString()},
            {"--key", file("lab.pem").toString()},
            {"--key-id", "lab"},
        };
        for (String[] option : defaults) {
            if (!given.contains(option[0])) {
                arguments.addAll(List.of(option));
            }
        }
        arguments.addAll(given);
        return arguments.toArray(String[]::new);
    }

    private int run(SyncCommand.Pause pause, String... arguments) {
        return SyncMain.run(new PrintWriter(out, true), new PrintWriter(err, true), pause, arguments);
    }

    private List<String> versions() {
        return out.toString()
                .lines()
                .map(line -> line.replaceAll(".*version ([0-9.]+),.*", "$1"))
                .toList();
    }

    private SnapshotContent content() throws Exception {
        try (Snapshot snapshot = open()) {
            return Objects.requireNonNull(snapshot.toContent());
        }
    }

    private Snapshot open() throws Exception {
        return Snapshot.open(file("out.pcs"), trust, Instant.parse("2026-11-02T09:00:00Z"));
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private void write(String name, String text) {
        try {
            Files.writeString(file(name), text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private void delete(String name) {
        try {
            Files.delete(file(name));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
