package dev.portcullis.pdp.facts;

import static dev.portcullis.pdp.facts.SnapshotFixture.DAY_NS;
import static dev.portcullis.pdp.facts.SnapshotFixture.NOW_NS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pdp.decision.DecisionRequest;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.BaselineTuple.Level;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.Node;
import dev.portcullis.snapshot.Node.Ownership;
import dev.portcullis.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `input.lineage` of whole requests, and of each block what needs a snapshot of its own.
class LineageDocumentTest {
    @TempDir
    Path directory;

    private SnapshotFixture estate;

    @BeforeEach
    void writeEstate() {
        estate = Larkfield.addTo(new SnapshotFixture(directory));
    }

    /// The `lineage` of the worked input in the scenarios, to the letter.
    private static final String WORKED_INPUT = """
            {"snapshot": {"epoch": 7, "seq": 100, "built_at_ns": 1793609940000000000, "age_seconds": 60},
             "sources": {"vault": {"watermark_ns": 1793609940000000000, "age_seconds": 60, "status": "ok"}},
             "target": {"known": true, "uid": "vault:secret:vault-prod/kv/payments/psp-api-key", "kind": "vault_secret",
              "environment": "production", "consumer_groups": ["workload"],
              "owner": {"uid": "workday:worker:1008", "email": "hana.sato@larkfield.example.com", "status": "active",
               "score": 0.91, "accountable": "workday:worker:1008", "escalation": ["workday:worker:1008",
               "workday:worker:1009", "workday:worker:1002", "okta:group:larkfield/security-queue"]}},
             "credential": {"uid": "vault:opaque:vault-prod/kv/payments/psp-api-key", "kind": "opaque",
              "lifetime_class": "static", "consumer_count": 1, "status": "active",
              "locations": [{"type": "vault_secret", "system": "vault-prod", "path": "kv/payments/psp-api-key",
               "environment": "production", "sanctioned": true}],
              "owner": {"uid": "workday:worker:1008", "email": "hana.sato@larkfield.example.com", "status": "active",
               "score": 0.91, "accountable": "workday:worker:1008", "escalation": ["workday:worker:1008",
               "workday:worker:1009", "workday:worker:1002", "okta:group:larkfield/security-queue"]}},
             "consumer": {"uid": "endpoint:mcp_server:lt-dana-01/db-explorer", "type": "mcp_server",
              "platform": "endpoint", "environment": "development", "region": "eu-west-1",
              "network_zone": "office", "sanctioned": false, "bound_to": ["okta:user:larkfield/dana.kim"],
              "ambient_credentials": []},
             "owner": {"uid": "workday:worker:1004", "email": "dana.kim@larkfield.example.com", "status": "active",
              "score": 0.97, "accountable": "workday:worker:1004", "escalation": ["workday:worker:1004",
              "workday:worker:1003", "workday:worker:1002", "okta:group:larkfield/security-queue"]},
             "reach": {"total": 1, "truncated": false, "by_class": {"financial": 1},
              "sinks": [{"id": "mesh:service:egress/api.psp.example.com", "type": "service",
               "environment": "production", "data_class": "financial", "access": "write", "verdict": "yes"}]},
             "baseline": {"level": "never", "consumers_seen": 1, "last_seen_ns": 1793609400000000000,
              "usual_regions": ["eu-west-1"], "learning": false},
             "findings": [{"code": "long_lived_credential", "severity": "medium", "since_ns": 1748563200000000000}]}
            """;

    @Test
    void secretReadFromALaptop_isTheWorkedInput() {
        assertJson(WORKED_INPUT, lineage(Requests.of(Larkfield.DANA_DB, "secret.read", Larkfield.S_PSP)));
    }

    /// T1: the tool server holds the session of the person it is bound to; the editor agent only runs for her.
    @Test
    void processInThePersonsOwnSession_isBoundToHer() {
        estate.edge(Edge.Kind.BOUND_TO, Larkfield.DANA_DB, Larkfield.DANA_USER, "ambient");
        assertJson(
                "[\"" + Larkfield.DANA_DB + "\"]",
                at(lineage(Requests.of(Larkfield.DANA_USER, "secret.read", Larkfield.S_PSP)), "consumer", "bound_to"));
        assertJson(
                "[\"" + Larkfield.DANA_USER + "\"]",
                at(lineage(Requests.of(Larkfield.DANA_DB, "secret.read", Larkfield.S_PSP)), "consumer", "bound_to"));
    }

    @Test
    void unknownSubject_hasNoConsumerNoOwnerAndNoLevel() {
        RegoObject lineage = lineage(Requests.of("k8s:deployment:eks-prod/x/y", "secret.read", Larkfield.S_PSP));
        assertJson("""
                {"consumers_seen": 1, "last_seen_ns": 1793609400000000000, "usual_regions": ["eu-west-1"],
                 "learning": false}
                """, lineage.get("baseline"));
        assertAbsent(lineage, "consumer", "owner");
        assertJson("1", at(lineage, "reach", "total"));
    }

    @Test
    void unknownResource_isOnlyKnownToBeUnknown() {
        RegoObject lineage =
                lineage(Requests.of(Larkfield.CAPTURE, "secret.read", "vault:secret:vault-prod/kv/nothing"));
        assertJson("{\"known\": false}", lineage.get("target"));
        assertAbsent(lineage, "credential", "reach", "baseline");
        assertJson("\"" + Larkfield.CAPTURE + "\"", at(lineage, "consumer", "uid"));
        assertJson("[]", lineage.get("findings"));
    }

    @Test
    void idOfAnOwner_isNothingToAskFor() {
        RegoObject lineage = lineage(Requests.of(Larkfield.CAPTURE, "secret.read", Larkfield.HANA));
        assertJson("{\"known\": false}", lineage.get("target"));
    }

    /// T21 (a): the key the agent found in its environment, presented to assume a role.
    @Test
    void ambientCredentialPresented_isTheCredentialAndIsListed() {
        RegoObject lineage = lineage(
                Requests.presenting(Larkfield.K_CURSOR, Larkfield.DANA_CURSOR, "role.assume", Larkfield.R_EXPORTS));
        assertJson("""
                {"uid": "aws:access_key:AKIACURSORENVEXAMPLE", "kind": "aws_access_key", "lifetime_class": "static",
                 "created_ns": 1747040400000000000, "age_days": 539, "consumer_count": 1, "status": "active",
                 "locations": [{"type": "endpoint_env_var", "system": "lt-dana-01", "path": "dana/AWS_ACCESS_KEY_ID",
                  "environment": "development", "sanctioned": true}],
                 "owner": {"uid": "workday:worker:1004", "email": "dana.kim@larkfield.example.com", "status": "active",
                  "score": 0.97, "accountable": "workday:worker:1004", "escalation": ["workday:worker:1004",
                  "workday:worker:1003", "workday:worker:1002", "okta:group:larkfield/security-queue"]}}
                """, lineage.get("credential"));
        assertJson("[\"" + Larkfield.K_CURSOR + "\"]", at(lineage, "consumer", "ambient_credentials"));
        assertJson("\"aws_role\"", at(lineage, "target", "kind"));
        assertJson("[\"human\"]", at(lineage, "target", "consumer_groups"));
        assertJson("\"" + Larkfield.PRIYA + "\"", at(lineage, "target", "owner", "uid"));
        assertJson("\"never\"", at(lineage, "baseline", "level"));
        assertJson("""
                {"total": 1, "truncated": false, "by_class": {"pii": 1},
                 "sinks": [{"id": "aws:s3_prefix:larkfield-exports/daily/", "type": "s3_prefix",
                  "environment": "production", "data_class": "pii", "access": "read", "verdict": "yes"}]}
                """, lineage.get("reach"));
    }

    /// T21 (b): the expectation stored for the agent on the role, and nothing presented.
    @Test
    void expectedConsumer_isExactUntilTheExpectationEnds() {
        estate.seen(Level.EXACT, Larkfield.R_EXPORTS, Larkfield.DANA_CURSOR, NOW_NS + 1);
        DecisionRequest request = Requests.of(Larkfield.DANA_CURSOR, "role.assume", Larkfield.R_EXPORTS);
        LineageDocument document = new LineageDocument(estate.open());
        RegoObject lineage = document.of(request, NOW_NS);
        assertJson("\"exact\"", at(lineage, "baseline", "level"));
        assertAbsent(lineage, "credential");
        assertJson("\"never\"", at(document.of(request, NOW_NS + 1), "baseline", "level"));
    }

    @Test
    void presentedCredentialThatIsUnknownOrNoText_isAbsent() {
        assertAbsent(
                lineage(Requests.presenting(
                        "aws:access_key:AKIANOTHING", Larkfield.CAPTURE, "role.assume", Larkfield.R_EXPORTS)),
                "credential");
    }

    @Test
    void credentialPresentedForASecret_isNotTheCredentialButItsFindingsCount() {
        estate.tombstone(Larkfield.K_CURSOR, "credential_revoked");
        RegoObject lineage =
                lineage(Requests.presenting(Larkfield.K_CURSOR, Larkfield.DANA_CURSOR, "secret.read", Larkfield.S_PSP));
        assertJson("\"" + Larkfield.C_PSP + "\"", at(lineage, "credential", "uid"));
        assertJson("""
                [{"code": "credential_revoked", "severity": "critical", "since_ns": 1793523600000000000},
                 {"code": "long_lived_credential", "severity": "medium", "since_ns": 1748563200000000000}]
                """, lineage.get("findings"));
    }

    @Test
    void findings_areThoseOnEverythingTheRequestIsAbout() {
        estate.tombstone(Larkfield.DANA, "owner_departed")
                .tombstone("task:refund/17", "task_ended")
                .tombstone("task:refund/18", "task_ended")
                .finding(Larkfield.DANA_DB, "behaviour_divergence", "high", NOW_NS - 5)
                .finding(Larkfield.S_PSP, "unsanctioned_location", "high", NOW_NS - 7)
                .finding(Larkfield.CAPTURE, "name_reused", "low", NOW_NS - 9);
        RegoObject lineage =
                lineage(Requests.forTask("refund", "17", Larkfield.DANA_DB, "secret.read", Larkfield.S_PSP));
        assertJson("""
                [{"code": "behaviour_divergence", "severity": "high", "since_ns": 1793609999999999995},
                 {"code": "long_lived_credential", "severity": "medium", "since_ns": 1748563200000000000},
                 {"code": "owner_departed", "severity": "critical", "since_ns": 1793523600000000000},
                 {"code": "task_ended", "severity": "critical", "since_ns": 1793523600000000000},
                 {"code": "unsanctioned_location", "severity": "high", "since_ns": 1793609999999999993}]
                """, lineage.get("findings"));
    }

    @Test
    void consumerNobodyOwns_hasAtMostSomebodyToTell() {
        String clone = "aws:lambda:111122223333/eu-central-1/order-settle";
        estate.with(
                Larkfield.consumer("aws:lambda:1/a/nobody", "function", "aws", null),
                new Node.Consumer(
                        clone,
                        "function",
                        "aws",
                        "production",
                        null,
                        null,
                        1_792_000_000_000_000_000L,
                        true,
                        null,
                        null,
                        new Ownership(null, 0, "workday:worker:1009")));
        Snapshot snapshot = estate.open();
        RegoObject lineage =
                new LineageDocument(snapshot).of(Requests.of(clone, "secret.read", Larkfield.S_PSP), NOW_NS);
        assertJson("""
                {"accountable": "workday:worker:1009", "escalation": ["workday:worker:1009", "workday:worker:1002",
                 "okta:group:larkfield/security-queue"]}
                """, lineage.get("owner"));
        assertJson("""
                {"uid": "aws:lambda:111122223333/eu-central-1/order-settle", "type": "function", "platform": "aws",
                 "environment": "production", "first_seen_ns": 1792000000000000000, "sanctioned": true,
                 "bound_to": [], "ambient_credentials": []}
                """, lineage.get("consumer"));
        assertAbsent(
                new LineageDocument(snapshot)
                        .of(Requests.of("aws:lambda:1/a/nobody", "secret.read", Larkfield.S_PSP), NOW_NS),
                "owner");
    }

    @Test
    void identity_standsForTheOneLiveConsumerBehindIt() {
        estate.with(
                        new Node.Identity("aws:role:1/one", "role", "1", null, "active", null, null),
                        new Node.Identity("aws:role:1/two", "role", "1", null, "active", null, null),
                        new Node.Identity("aws:role:1/none", "role", "1", null, "active", null, null),
                        new Node.Identity("aws:role:1/ended", "role", "1", null, "active", null, null),
                        Larkfield.consumer("aws:lambda:1/r/a", "function", "aws", null),
                        Larkfield.consumer("aws:lambda:1/r/b", "function", "aws", null),
                        Larkfield.consumer("aws:lambda:1/r/ended", "function", "aws", null))
                .edge(Edge.Kind.RUNS_AS, "aws:lambda:1/r/a", "aws:role:1/one")
                .edge(Edge.Kind.RUNS_AS, "aws:lambda:1/r/a", "aws:role:1/two")
                .edge(Edge.Kind.RUNS_AS, "aws:lambda:1/r/b", "aws:role:1/two")
                .edge(Edge.Kind.RUNS_AS, "aws:lambda:1/r/b", "aws:role:1/ended")
                .edge(Edge.Kind.RUNS_AS, "aws:lambda:1/r/ended", "aws:role:1/ended")
                .tombstone("aws:lambda:1/r/ended", "agent_terminated");
        LineageDocument document = new LineageDocument(estate.open());
        assertConsumer(document, "aws:role:1/one", "aws:lambda:1/r/a");
        assertConsumer(document, "aws:role:1/two", null);
        assertConsumer(document, "aws:role:1/none", null);
        assertConsumer(document, "aws:role:1/ended", "aws:lambda:1/r/b");
        // Asked for itself, what has ended is still what it was: its tombstone is for policy to judge.
        assertConsumer(document, "aws:lambda:1/r/ended", "aws:lambda:1/r/ended");
    }

    @Test
    void identity_standsForTheOneConsumerOfItsActiveCredentials() {
        estate.with(
                        new Node.Identity("aws:user:1/u", "user", "1", null, "active", null, null),
                        key("aws:access_key:NEW", "active"),
                        key("aws:access_key:OLD", "revoked"),
                        Larkfield.consumer("aws:lambda:1/r/a", "function", "aws", null),
                        Larkfield.consumer("aws:lambda:1/r/b", "function", "aws", null))
                .edge(Edge.Kind.AUTHENTICATES, "aws:access_key:NEW", "aws:user:1/u")
                .edge(Edge.Kind.AUTHENTICATES, "aws:access_key:OLD", "aws:user:1/u")
                .edge(Edge.Kind.CONSUMED_BY, "aws:access_key:NEW", "aws:lambda:1/r/a")
                .edge(Edge.Kind.CONSUMED_BY, "aws:access_key:OLD", "aws:lambda:1/r/b");
        assertConsumer(new LineageDocument(estate.open()), "aws:user:1/u", "aws:lambda:1/r/a");

        estate.edge(Edge.Kind.RUNS_AS, "aws:lambda:1/r/b", "aws:user:1/u");
        assertConsumer(new LineageDocument(estate.open()), "aws:user:1/u", null);
    }

    @Test
    void locationOfSeveralCredentials_standsForTheOnlyActiveOne() {
        String place = "vault:secret:vault-prod/kv/x";
        estate.with(
                        Larkfield.location(place, "production"),
                        key("a:key:OLD", "deactivated"),
                        key("a:key:NEW", "active"))
                .edge(Edge.Kind.STORED_IN, "a:key:OLD", place)
                .edge(Edge.Kind.STORED_IN, "a:key:NEW", place)
                .edge(Edge.Kind.CONSUMED_BY, "a:key:OLD", Larkfield.DANA_CURSOR);
        DecisionRequest request = Requests.of(Larkfield.CAPTURE, "secret.read", place);
        RegoObject lineage = new LineageDocument(estate.open()).of(request, NOW_NS);
        assertJson("\"a:key:NEW\"", at(lineage, "credential", "uid"));
        assertJson("[\"agent\"]", at(lineage, "target", "consumer_groups"));

        estate.with(key("a:key:OTHER", "active")).edge(Edge.Kind.STORED_IN, "a:key:OTHER", place);
        RegoObject ambiguous = new LineageDocument(estate.open()).of(request, NOW_NS);
        assertAbsent(ambiguous, "credential", "reach");
        assertJson("""
                {"known": true, "uid": "vault:secret:vault-prod/kv/x", "kind": "vault_secret",
                 "environment": "production", "consumer_groups": ["agent"]}
                """, ambiguous.get("target"));
        assertJson("{\"level\": \"never\"}", ambiguous.get("baseline"));
    }

    @Test
    void onlyCredentialOfALocation_isShownWhateverItsStatus() {
        String place = "vault:secret:vault-prod/kv/x";
        estate.with(Larkfield.location(place, null), key("a:key:OLD", "revoked"))
                .edge(Edge.Kind.STORED_IN, "a:key:OLD", place);
        RegoObject lineage = lineage(Requests.of(Larkfield.CAPTURE, "secret.read", place));
        assertJson("\"revoked\"", at(lineage, "credential", "status"));
    }

    @Test
    void agesOfWhatIsStillToCome_areZero() {
        estate.with(new Node.Credential(
                "a:key:FUTURE", "aws_access_key", "static", "active", NOW_NS + DAY_NS, null, null, null));
        RegoObject lineage = new LineageDocument(estate.open())
                .of(
                        Requests.presenting("a:key:FUTURE", Larkfield.CAPTURE, "role.assume", Larkfield.R_EXPORTS),
                        NOW_NS - DAY_NS);
        assertJson("0", at(lineage, "snapshot", "age_seconds"));
        assertJson("0", at(lineage, "sources", "vault", "age_seconds"));
        assertJson("0", at(lineage, "credential", "age_days"));
    }

    /// Each object of the document has only keys that its row in the spec names.
    @Test
    void everyKey_isInTheSpec() throws IOException {
        estate.finding(Larkfield.K_CURSOR, "leaked", "high", NOW_NS - 1);
        RegoObject lineage = lineage(
                Requests.presenting(Larkfield.K_CURSOR, Larkfield.DANA_CURSOR, "role.assume", Larkfield.R_EXPORTS));
        Path spec = Path.of(System.getProperty("portcullis.root"), "docs/spec/data-lineage.md");
        List<String> rows = Files.readAllLines(spec).stream()
                .filter(line -> line.startsWith("| "))
                .toList();
        assertNamed(lineage, rows.stream().map(row -> row.split("\\|", 3)[1]).toList());
        for (String name : List.of("credential", "consumer", "target", "owner", "reach", "baseline", "snapshot")) {
            List<String> own = rows.stream()
                    .filter(row -> row.startsWith("| `" + name + "` |"))
                    .toList();
            assertNamed((RegoObject) Objects.requireNonNull(lineage.get(name)), own);
        }
        RegoArray findings = (RegoArray) Objects.requireNonNull(lineage.get("findings"));
        assertNamed(
                (RegoObject) findings.get(0),
                List.of(rows.stream()
                        .filter(row -> row.startsWith("| each of `findings` |"))
                        .findFirst()
                        .orElseThrow()));
    }

    private static void assertNamed(RegoObject object, List<String> rows) {
        String named = String.join("", rows);
        for (int slot = 0; slot < object.size(); slot++) {
            String key = ((RegoString) object.key(slot)).value();
            assertTrue(named.contains("`" + key + "`"), () -> "`" + key + "` is not in " + named);
        }
    }

    private static Node.Credential key(String id, String status) {
        return new Node.Credential(id, "aws_access_key", "static", status, null, null, null, null);
    }

    private RegoObject lineage(DecisionRequest request) {
        return new LineageDocument(estate.open()).of(request, NOW_NS);
    }

    private static void assertConsumer(LineageDocument document, String subject, @Nullable String expected) {
        RegoObject lineage = document.of(Requests.of(subject, "secret.read", Larkfield.S_PSP), NOW_NS);
        if (expected == null) {
            assertAbsent(lineage, "consumer", "owner");
        } else {
            assertJson("\"" + expected + "\"", at(lineage, "consumer", "uid"));
        }
    }

    private static void assertAbsent(RegoObject lineage, String... keys) {
        for (String key : List.of(keys)) {
            assertEquals(null, lineage.get(key), key);
        }
    }

    static @Nullable RegoValue at(RegoObject object, String... path) {
        RegoValue value = object;
        for (String key : path) {
            value = value instanceof RegoObject inner ? inner.get(key) : null;
        }
        return value;
    }

    static void assertJson(String expected, @Nullable RegoValue actual) {
        try {
            assertEquals(
                    RegoJson.writePretty(RegoJson.read(expected)),
                    actual == null ? "absent" : RegoJson.writePretty(actual));
        } catch (JsonException e) {
            throw new AssertionError(e.located(), e);
        }
    }
}
