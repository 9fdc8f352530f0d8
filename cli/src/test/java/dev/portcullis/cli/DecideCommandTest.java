package dev.portcullis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.cli.grpc.FakeDecisionPoint;
import dev.portcullis.proto.pdp.v1.BundleRevision;
import dev.portcullis.proto.pdp.v1.Decision;
import dev.portcullis.proto.pdp.v1.DecisionRequest;
import dev.portcullis.proto.pdp.v1.DeterminingRule;
import dev.portcullis.proto.pdp.v1.Effect;
import dev.portcullis.proto.pdp.v1.Enforcement;
import dev.portcullis.proto.pdp.v1.Field;
import dev.portcullis.proto.pdp.v1.Obligation;
import dev.portcullis.proto.pdp.v1.ReasonCode;
import dev.portcullis.proto.pdp.v1.SnapshotVersion;
import dev.portcullis.proto.pdp.v1.Value;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DecideCommandTest {
    private static final Decision ALLOW = Decision.newBuilder()
            .setEffect(Effect.EFFECT_ALLOW)
            .setDecisionId("0193-allow")
            .addObligations(Obligation.newBuilder()
                    .setType("max_ttl")
                    .addProperties(Field.newBuilder()
                            .setName("seconds")
                            .setValue(Value.newBuilder().setIntValue(900))))
            .setEnforcement(Enforcement.ENFORCEMENT_ENFORCED)
            .build();
    private static final Decision DENY = Decision.newBuilder()
            .setEffect(Effect.EFFECT_DENY)
            .setReasonCode(ReasonCode.REASON_CODE_POLICY_DENY)
            .addAllReasons(List.of("consumer_first_seen", "consumer_unsanctioned"))
            .addDeterminingRules(DeterminingRule.newBuilder()
                    .setPath("data.portcullis.decision")
                    .setFile("main.rego")
                    .setRow(12))
            .setDecisionId("0193-deny")
            .addBundles(BundleRevision.newBuilder().setName("governance").setRevision("r5"))
            .setSnapshot(SnapshotVersion.newBuilder().setEpoch(7).setSeq(100))
            .setSnapshotAgeS(60)
            .setEvaluationNs(83_400)
            .setEnforcement(Enforcement.ENFORCEMENT_ENFORCED)
            .build();

    /// Allows whoever asks as `friend`.
    private static Decision byId(DecisionRequest request) {
        return request.getSubject().getId().equals("friend") ? ALLOW : DENY;
    }

    @Test
    void optionsBecomeTheRequest() throws Exception {
        try (var server = new FakeDecisionPoint(DecideCommandTest::byId)) {
            Run run = Run.of(
                    "decide",
                    "--target",
                    server.target(),
                    "--subject-type",
                    "ai_agent",
                    "--subject",
                    "friend",
                    "--credential",
                    "aws:access_key:A",
                    "--subject-property",
                    "token_ttl_s=900",
                    "--subject-property",
                    "auth_method=oauth2.1",
                    "--actor",
                    "user=okta:user:a=b",
                    "--actor",
                    "user=c",
                    "--action",
                    "role.assume",
                    "--resource-type",
                    "aws_role",
                    "--resource",
                    "aws:role:1/r",
                    "--resource-property",
                    "tags=[1]",
                    "--purpose",
                    "p",
                    "--task",
                    "refund=t1",
                    "--environment",
                    "production",
                    "--region",
                    "eu-west-1",
                    "--zone",
                    "prod-core",
                    "--address",
                    "10.10.0.5",
                    "--ttl",
                    "60",
                    "--scope",
                    "s",
                    "--context-property",
                    "x=y",
                    "--min-snapshot",
                    "7.100",
                    "--request-id",
                    "r1",
                    "--dry-run");
            assertEquals("", run.err());
            assertEquals(ExitCode.OK, run.exitCode());
            assertEquals(FakeDecisionPoint.request("""
                            {"request_id": "r1", "dry_run": true, "min_snapshot": {"epoch": 7, "seq": 100},
                             "subject": {"type": "ai_agent", "id": "friend",
                               "properties": {"credential": "aws:access_key:A", "token_ttl_s": 900, "auth_method": "oauth2.1"},
                               "actor_chain": [{"type": "user", "id": "okta:user:a=b"}, {"type": "user", "id": "c"}]},
                             "action": {"name": "role.assume"},
                             "resource": {"type": "aws_role", "id": "aws:role:1/r", "properties": {"tags": [1]}},
                             "context": {"purpose": "p", "task": {"type": "refund", "id": "t1"}, "environment": "production",
                               "region": "eu-west-1", "network_zone": "prod-core", "address": "10.10.0.5", "requested_ttl_s": 60,
                               "requested_scopes": ["s"], "properties": {"x": "y"}}}
                            """), server.asked.getFirst());
        }
    }

    @Test
    void denial_isPrintedWithAllThatDecided_andEndsWith3() throws Exception {
        try (var server = new FakeDecisionPoint(DecideCommandTest::byId)) {
            Run run = Run.of("decide", "--target", server.target(), "--subject", "stranger");
            assertEquals(ExitCode.DENIED, run.exitCode());
            assertEquals("""
                    DENY  POLICY_DENY
                      reasons     consumer_first_seen, consumer_unsanctioned
                      rule        data.portcullis.decision (main.rego:12)
                      decision    0193-deny
                      based on    snapshot 7.100, 60 s old; bundle governance r5
                      took        83.4 µs to evaluate, N round trip
                    """, run.out().replaceAll("[0-9.]+ µs round trip", "N round trip"));
        }
    }

    @Test
    void json_isOneObjectALine() throws Exception {
        try (var server = new FakeDecisionPoint(DecideCommandTest::byId)) {
            Run run = Run.withInput(
                    "{\"subject\": {\"id\": \"friend\"}}\n\n{\"subject\": {\"id\": \"stranger\"}}\n",
                    "decide",
                    "--target",
                    server.target(),
                    "--request",
                    "-",
                    "--json");
            assertEquals(ExitCode.DENIED, run.exitCode());
            List<String> lines = run.out().lines().toList();
            assertEquals(2, lines.size());
            RegoObject allowed = (RegoObject) RegoJson.read(lines.get(0));
            assertTrue(allowed.get("round_trip_ns") instanceof RegoNumber number && number.longValue() > 0);
            assertEquals(
                    "{\"bundles\":[],\"cache_keys\":[],\"cacheable_until_ns\":0,\"decision_id\":\"0193-allow\","
                            + "\"determining_rules\":[],\"effect\":\"ALLOW\",\"enforcement\":\"ENFORCED\","
                            + "\"evaluation_ns\":0,\"labels\":{},"
                            + "\"obligations\":[{\"properties\":{\"seconds\":900},\"type\":\"max_ttl\"}],"
                            + "\"reasons\":[],\"round_trip_ns\":0,\"snapshot_age_s\":0}",
                    lines.get(0).replaceFirst("\"round_trip_ns\":[0-9]+", "\"round_trip_ns\":0"));
            assertTrue(lines.get(1).contains("\"snapshot\":\"7.100\""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--batch", "--stream"})
    void severalAtOnce_keepTheirOrder(String way) throws Exception {
        try (var server = new FakeDecisionPoint(DecideCommandTest::byId)) {
            Run run = Run.withInput(
                    "{\"subject\": {\"id\": \"stranger\"}}\n{\"subject\": {\"id\": \"friend\"}}\n{\"subject\": {\"id\": \"x\"}}",
                    "decide",
                    "--target",
                    server.target(),
                    "--request",
                    "-",
                    "--json",
                    way);
            assertEquals(ExitCode.DENIED, run.exitCode());
            assertEquals(
                    List.of("DENY", "ALLOW", "DENY"),
                    run.out()
                            .lines()
                            .map(line -> line.contains("\"ALLOW\"") ? "ALLOW" : "DENY")
                            .toList());
        }
    }

    @Test
    void socket_isAskedLikeAPort(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("pdp.sock");
        try (var server = new FakeDecisionPoint(DecideCommandTest::byId, socket)) {
            Run run = Run.of("decide", "--socket", socket.toString(), "--wait", "20s", "--subject", "friend");
            assertEquals("", run.err());
            assertEquals(ExitCode.OK, run.exitCode());
            assertEquals("friend", server.asked.getFirst().getSubject().getId());
        }
    }

    @Test
    void requestOverSeveralLines_isOneRequest(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("request.json"), "{\n \"subject\": {\n  \"id\": \"friend\"}\n}\n");
        try (var server = new FakeDecisionPoint(DecideCommandTest::byId)) {
            assertEquals(
                    ExitCode.OK,
                    Run.of("decide", "--target", server.target(), "--request", file.toString())
                            .exitCode());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"subject\": {}}~{\"action\": {\"nam\": 1}} | standard input:2: unknown key `action.nam`; did you mean `name`?",
                "{\"subject\": {}}~{\"action\" 1}             | standard input:2:11: invalid character '1' after object key",
                "{~ \"subject\": nul}                         | standard input:2:16: invalid character '}' in literal null (expecting 'l')",
                "[]                                           | standard input:1: expected a JSON object",
                "{}~7                                         | standard input:2: expected a JSON object",
                "~                                            | standard input:1: there is no JSON object",
            })
    void badRequest_isOneLineWithItsPlace(String input, String line) {
        Run run = Run.withInput(input.replace('~', '\n'), "decide", "--target", "127.0.0.1:1", "--request", "-");
        assertEquals(new Run(ExitCode.FAILED, "", "portcullis: " + line + "\n"), run);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "--action secret.read                          | name one decision point: `--socket PATH` or `--target HOST:PORT`",
                "--socket /s --target 127.0.0.1:1              | name one decision point: `--socket PATH` or `--target HOST:PORT`",
                "--target localhost                            | `localhost` is not HOST:PORT, such as 127.0.0.1:7443",
                "--target 127.0.0.1:0                          | `127.0.0.1:0` is not HOST:PORT, such as 127.0.0.1:7443",
                "--target 127.0.0.1:70000                      | `127.0.0.1:70000` is not HOST:PORT, such as 127.0.0.1:7443",
                "--socket /no/such.sock                        | no decision: there is no socket `/no/such.sock`; start a decision point with `portcullis serve`, or name its socket",
                "--target 127.0.0.1:1                          | no decision: cannot reach a decision point at `127.0.0.1:1` (connection refused); start one with `portcullis serve`",
                "--target 127.0.0.1:1 --min-snapshot 7         | `--min-snapshot 7` is not EPOCH.SEQ, such as 7.100",
                "--target 127.0.0.1:1 --actor dana             | `--actor dana` is not TYPE=ID",
                "--target 127.0.0.1:1 --request /no/such.json  | there is no file `/no/such.json`",
                "--target 127.0.0.1:1 --request - --action x   | `--request` holds whole requests; leave out the options that spell out one",
                "--target 127.0.0.1:1 --batch --stream         | `--batch` and `--stream` exclude each other",
                "--target 127.0.0.1:1 --deadline 1             | invalid value for option `--deadline`: `1` is not a duration such as 250ms, 1s or 2m; see `portcullis decide --help`",
                "--target 127.0.0.1:1 --semantic any           | invalid value for option `--semantic`: `any` is none of execute-all, deny-on-first-deny, permit-on-first-permit; see `portcullis decide --help`",
                "--traget x                                    | unknown options: `--traget`, `x`; see `portcullis decide --help`",
            })
    void whatCannotBeAsked_isOneLine(String args, String line) {
        Run run = Run.of(("decide " + args).split(" +"));
        assertEquals(new Run(ExitCode.FAILED, "", "portcullis: " + line + "\n"), run);
    }

    @Test
    void callWithoutDecision_isOneLineAndNotADenial() throws Exception {
        try (var server = new FakeDecisionPoint(request -> {
            throw Status.PERMISSION_DENIED
                    .withDescription("caller `uid:7` may not assert `user`")
                    .asRuntimeException();
        })) {
            Run run = Run.of("decide", "--target", server.target(), "--subject", "x");
            assertEquals(ExitCode.FAILED, run.exitCode());
            assertEquals(
                    "portcullis: no decision: the decision point at `" + server.target()
                            + "` answered PERMISSION_DENIED: caller `uid:7` may not assert `user`\n",
                    run.err());
        }
    }

    @Test
    void wait_asksOnceTheServerServes() throws Exception {
        try (var server = new FakeDecisionPoint(DecideCommandTest::byId)) {
            server.setServing(false);
            assertEquals(
                    "portcullis: no decision: the decision point at `" + server.target() + "` is not ready after 0 s\n",
                    Run.of("decide", "--target", server.target(), "--wait", "100ms", "--subject", "friend")
                            .err());
            server.setServing(true);
            assertEquals(
                    ExitCode.OK,
                    Run.of("decide", "--target", server.target(), "--wait", "20s", "--subject", "friend")
                            .exitCode());
        }
    }
}
