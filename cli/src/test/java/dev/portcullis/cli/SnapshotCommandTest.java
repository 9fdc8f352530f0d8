package dev.portcullis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.snapshot.BaselineTuple;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.Finding;
import dev.portcullis.snapshot.Node;
import dev.portcullis.snapshot.Reach;
import dev.portcullis.snapshot.SnapshotContent;
import dev.portcullis.snapshot.SnapshotVersion;
import dev.portcullis.snapshot.SnapshotWriter;
import dev.portcullis.snapshot.SourceWatermark;
import dev.portcullis.snapshot.trust.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotCommandTest {
    private static final String NOW = "2026-11-02T09:00:00Z";
    private static final String DANA = "workday:worker:1004";
    private static final String SECRET = "vault:opaque:vault-prod/kv/psp";
    private static final String DATABASE = "aws:rds_cluster:1/eu/customer-data";
    private static final String CAPTURE = "aws:lambda:1/eu/capture";

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private Path trust = Path.of("");

    @BeforeEach
    void write() throws Exception {
        trust = folder.resolve("trust");
        file = folder.resolve("larkfield.pcs");
        assertEquals(
                ExitCode.OK,
                Run.of("keys", "generate", "--out", folder.toString(), "--id", "lab", "--trust", trust.toString())
                        .exitCode());
        new SnapshotWriter(SigningKey.read(folder.resolve("lab.pem"))).publish(content(), file);
    }

    private static long ns(String time) {
        Instant instant = Instant.parse(time);
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    private static SnapshotContent content() {
        var owned = new Node.Ownership(DANA, 0.75, null);
        var used = new Node.Usage(1, ns("2026-11-02T08:50:00Z"), List.of("eu"), false);
        return new SnapshotContent(
                new SnapshotVersion(7, 100),
                ns("2026-11-02T08:59:00Z"),
                ns("2026-11-03T08:59:00Z"),
                List.of(new SourceWatermark("vault", ns("2026-11-02T08:59:00Z"), "ok")),
                List.of(
                        new Node.Owner(DANA, "dana@larkfield.example.com", "active", DANA, List.of(DANA)),
                        new Node.Credential(
                                SECRET, "opaque", "static", "active", ns("2025-03-01T00:00:00Z"), null, owned, used),
                        new Node.Consumer(
                                CAPTURE, "function", "aws", "production", "eu", null, null, true, null, null, owned),
                        new Node.Resource(DATABASE, "rds_cluster", "production", "pii", null, null, null)),
                List.of(new Edge(Edge.Kind.CONSUMED_BY, SECRET, CAPTURE, "ambient")),
                List.of(
                        new Reach(SECRET, null, List.of(new Reach.Sink(DATABASE, "read", "yes"))),
                        new Reach(SECRET, CAPTURE, List.of(new Reach.Sink(DATABASE, "write", "conditional")))),
                List.<BaselineTuple>of(),
                List.of(new Finding(SECRET, "long_lived_credential", "medium", ns("2026-01-01T00:00:00Z"), false)));
    }

    private Run run(String command, String... more) {
        String[] first = {"snapshot", command, file.toString(), "--trust", trust.toString(), "--at", NOW};
        String[] all = java.util.Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return Run.of(all);
    }

    @Test
    void verify_freshAndSigned() {
        assertEquals(
                new Run(
                        ExitCode.OK,
                        file + ": snapshot 7.100, signed by `lab`, built at 2026-11-02T08:59:00Z, decides before "
                                + "2026-11-03T08:59:00Z\n",
                        ""),
                run("verify"));
    }

    @Test
    void verify_pastItsEnd_fails() {
        Run run = Run.of(
                "snapshot", "verify", file.toString(), "--trust", trust.toString(), "--at", "2026-11-03T08:59:00Z");
        assertEquals(
                new Run(
                        ExitCode.FAILED,
                        "",
                        "portcullis: " + file + ": snapshot 7.100 is signed by `lab`, but decides only before "
                                + "2026-11-03T08:59:00Z; publish a new one with `portcullis sync`\n"),
                run);
    }

    @Test
    void everyRefusal_isOneLineThatNamesTheFile() throws Exception {
        Path other = folder.resolve("other");
        Run.of("keys", "generate", "--out", folder.toString(), "--id", "stranger", "--trust", other.toString());
        Path damaged = folder.resolve("damaged.pcs");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(damaged, bytes);
        refused("untrusted", file, other);
        refused("corrupt", damaged, trust);
        refused("corrupt", Files.writeString(folder.resolve("empty.pcs"), ""), trust);
        String missing = folder.resolve("missing").toString();
        assertEquals(
                "portcullis: there is no file `" + missing + "`\n",
                Run.of("snapshot", "verify", missing, "--trust", trust.toString())
                        .err());
        assertEquals(
                "portcullis: there is no file `" + missing + "`\n",
                Run.of("snapshot", "verify", file.toString(), "--trust", missing)
                        .err());
    }

    private static void refused(String code, Path snapshot, Path trust) {
        for (String command : List.of("verify", "inspect")) {
            Run run = Run.of("snapshot", command, snapshot.toString(), "--trust", trust.toString(), "--at", NOW);
            assertEquals(ExitCode.FAILED, run.exitCode());
            assertEquals("", run.out());
            assertEquals(1, run.err().lines().count(), run.err());
            assertTrue(run.err().startsWith("portcullis: " + snapshot + ": "), run.err());
            assertTrue(run.err().endsWith("(" + code + ")\n"), run.err());
        }
    }

    @Test
    void inspect_countsWhatThereIs() {
        assertEquals("""
                baseline_tuples  0
                built_at  2026-11-02T08:59:00Z
                edges
                  CONSUMED_BY  1
                file  FILE
                key_id  lab
                nodes
                  consumer  1
                  credential  1
                  identity  0
                  owner  1
                  resource  1
                  storage_location  0
                  system  0
                not_after  2026-11-03T08:59:00Z
                reach_sets  2
                sources
                  vault
                    age_s  60
                    status  ok
                    watermark  2026-11-02T08:59:00Z
                version  7.100
                """, run("inspect").out().replace(file.toString(), "FILE"));
    }

    @Test
    void inspectNode_saysEverythingAboutIt() throws Exception {
        Run run = run("inspect", "--node", SECRET, "--json");
        assertEquals(ExitCode.OK, run.exitCode());
        assertEquals(RegoJson.read("""
                        {"id": "vault:opaque:vault-prod/kv/psp", "node": "credential", "kind": "opaque", "lifetime_class": "static",
                         "status": "active", "created": "2025-03-01T00:00:00Z",
                         "ownership": {"owner": "workday:worker:1004", "score": 0.75},
                         "usage": {"consumers_seen": 1, "last_seen": "2026-11-02T08:50:00Z", "usual_regions": ["eu"], "learning": false},
                         "edges": [{"kind": "CONSUMED_BY", "to": "aws:lambda:1/eu/capture", "via": "ambient"}],
                         "reach": [{"sinks": [{"resource": "aws:rds_cluster:1/eu/customer-data", "access": "read", "verdict": "yes"}]},
                                   {"consumer": "aws:lambda:1/eu/capture",
                                    "sinks": [{"resource": "aws:rds_cluster:1/eu/customer-data", "access": "write", "verdict": "conditional"}]}],
                         "findings": [{"code": "long_lived_credential", "severity": "medium", "since": "2026-01-01T00:00:00Z", "tombstone": false}]}
                        """), RegoJson.read(run.out()));
    }

    @Test
    void inspectNode_forPeople() {
        assertEquals("""
                edges
                  - from vault:opaque:vault-prod/kv/psp kind CONSUMED_BY via ambient
                environment  production
                id  aws:lambda:1/eu/capture
                node  consumer
                ownership
                  owner  workday:worker:1004
                  score  0.75
                platform  aws
                region  eu
                sanctioned  true
                type  function
                """, run("inspect", "--node", CAPTURE).out());
        assertTrue(run("inspect", "--node", DANA).out().contains("escalation\n  - workday:worker:1004\n"));
        assertTrue(run("inspect", "--node", DATABASE).out().contains("data_class  pii\n"));
    }

    @Test
    void inspectNode_unknown_isOneLine() {
        assertEquals(
                new Run(ExitCode.FAILED, "", "portcullis: " + file + ": snapshot 7.100 has no node `a:b:c`\n"),
                run("inspect", "--node", "a:b:c"));
    }

    @Test
    void badTime_isOneLine() {
        Run run = Run.of("snapshot", "verify", file.toString(), "--trust", trust.toString(), "--at", "today");
        assertEquals(
                "portcullis: invalid value for option `--at`: `today` is not a time such as 2026-11-02T09:00:00Z; see "
                        + "`portcullis snapshot verify --help`\n",
                run.err());
    }
}
