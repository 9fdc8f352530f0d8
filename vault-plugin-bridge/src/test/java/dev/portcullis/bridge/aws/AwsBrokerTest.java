package dev.portcullis.bridge.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.bridge.pdp.Answer;
import dev.portcullis.bridge.pdp.DenialCode;
import dev.portcullis.bridge.pdp.EnforcementEvents;
import dev.portcullis.bridge.pdp.Obligation;
import dev.portcullis.bridge.pdp.Outage;
import dev.portcullis.bridge.pdp.PropertyValue.Fields;
import dev.portcullis.bridge.pdp.PropertyValue.Text;
import dev.portcullis.bridge.pdp.PropertyValue.Whole;
import dev.portcullis.bridge.pdp.Question;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AwsBrokerTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final Question.Subject SUBJECT = new Question.Subject(
            "ai_agent",
            "endpoint:ai_agent:lt-dana-01/cursor",
            Map.of(),
            List.of(new Question.Actor("user", "okta:user:larkfield/dana.kim")));

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Question> questions = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> unserved = new CopyOnWriteArrayList<>();
    private final List<String> unmet = new CopyOnWriteArrayList<>();
    private final List<Outage> undecided = new CopyOnWriteArrayList<>();
    private List<Obligation> obligations = List.of();
    private Answer fixed = new Answer.Unavailable(Outage.CLOSED, "no answer was set up");
    private boolean allows = true;
    private String lastDecision = "";
    private FakeSts sts;
    private AwsBroker broker;

    @BeforeEach
    void start() throws IOException {
        sts = new FakeSts();
        Path token = folder.resolve("token");
        Files.writeString(token, TOKEN);
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        Path credentials = folder.resolve("credentials");
        Files.writeString(credentials, "[default]\naws_access_key_id=AKIABROKER\naws_secret_access_key=s3cr3t\n");
        Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("rw-------"));
        broker = AwsBroker.start(
                Settings.PORT,
                Settings.with(List.of(new TokenFile(token, SUBJECT)), null, Settings.sts(sts.uri(), credentials)),
                this::decide,
                new Events());
    }

    @AfterEach
    void stop() {
        broker.close();
        sts.close();
        client.close();
    }

    private CompletableFuture<Answer> decide(Question question) {
        questions.add(question);
        lastDecision = UUID.randomUUID().toString();
        return CompletableFuture.completedFuture(
                allows ? new Answer.Allowed(lastDecision, obligations, List.of()) : fixed);
    }

    private final class Events implements EnforcementEvents {
        @Override
        public void tell(String decisionId, List<Obligation> tell) {
            tell.forEach(each -> told.add(decisionId));
        }

        @Override
        public void unmet(String decisionId, String obligation) {
            unmet.add(decisionId);
        }

        @Override
        public void undecided(Answer.Unavailable unavailable) {
            undecided.add(unavailable.outage());
        }

        @Override
        public void unserved(String why) {
            unserved.add(why);
        }

        @Override
        public void broken(Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    private void answerWith(Answer answer) {
        allows = false;
        fixed = answer;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + broker.address().getPort() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> fetch() throws Exception {
        return send(request("/v1/roles/exports").header("Authorization", TOKEN));
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }

    private static Obligation ttl(long seconds) {
        return new Obligation("max_ttl", Map.of("seconds", new Whole(seconds)));
    }

    @Test
    void allowedRequest_getsASessionOnItsTerms() throws Exception {
        obligations = List.of(
                ttl(900),
                new Obligation(
                        "session_policy", Map.of("policy", new Fields(Map.of("Version", new Text("2012-10-17"))))),
                new Obligation("session_tags", Map.of("tags", new Fields(Map.of("owner", new Text("okta:user:l/d"))))),
                new Obligation("notify", Map.of("severity", new Text("low"))));

        HttpResponse<String> response = fetch();

        assertEquals(200, response.statusCode());
        assertEquals(
                "application/json",
                response.headers().firstValue("content-type").orElseThrow());
        assertEquals("no-store", response.headers().firstValue("cache-control").orElseThrow());
        JsonNode given = json(response);
        assertEquals("ASIA1", given.path("AccessKeyId").asText());
        assertEquals("secret-1", given.path("SecretAccessKey").asText());
        assertEquals("token-1", given.path("Token").asText());
        assertEquals("111122223333", given.path("AccountId").asText());
        assertTrue(given.path("Expiration").asText().matches("[0-9-]{10}T[0-9:]{8}Z"));
        Map<String, String> form = sts.forms.getFirst();
        assertEquals("AssumeRole", form.get("Action"));
        assertEquals("arn:aws:iam::111122223333:role/exports-daily-reader", form.get("RoleArn"));
        assertEquals("endpoint-ai_agent-lt-dana-01-cursor", form.get("RoleSessionName"));
        assertEquals(lastDecision, form.get("SourceIdentity"));
        assertEquals("900", form.get("DurationSeconds"));
        assertEquals("{\"Version\":\"2012-10-17\"}", form.get("Policy"));
        assertEquals("owner", form.get("Tags.member.1.Key"));
        assertEquals("okta:user:l/d", form.get("Tags.member.1.Value"));
        assertTrue(sts.authorizations.getFirst().contains("Credential=AKIABROKER/"));
        assertEquals(List.of(lastDecision), told);
    }

    @Test
    void question_isAboutTheRoleAndItsOwnIdIsTheDecisions() throws Exception {
        fetch();

        Question question = questions.getFirst();
        assertEquals("", question.requestId());
        assertEquals(SUBJECT, question.subject());
        assertEquals("role.assume", question.action().name());
        assertEquals(
                new Question.Resource("aws_role", "aws:role:111122223333/exports-daily-reader", Map.of()),
                question.resource());
        assertEquals(3_600, question.context().requestedTtlSeconds());
        assertEquals("127.0.0.1", question.context().address());
        assertEquals("office", question.context().networkZone());
    }

    @Test
    void withoutObligations_nothingIsNarrowed() throws Exception {
        assertEquals(200, fetch().statusCode());

        assertEquals("3600", sts.forms.getFirst().get("DurationSeconds"));
        assertFalse(sts.forms.getFirst().containsKey("Policy"));
        assertFalse(sts.forms.getFirst().containsKey("Tags.member.1.Key"));
    }

    @Test
    void deniedRequest_saysWhyAndNeverReachesAws() throws Exception {
        Obligation notify = new Obligation("notify", Map.of());
        answerWith(new Answer.Denied("d-1", DenialCode.POLICY_DENY, List.of("a", "b"), "", List.of(notify)));

        HttpResponse<String> response = fetch();

        assertEquals(403, response.statusCode());
        assertEquals("{\"code\":\"AccessDenied\",\"message\":\"portcullis: a, b (decision d-1)\"}", response.body());
        assertTrue(sts.forms.isEmpty());
        assertEquals(List.of("d-1"), told);
    }

    @Test
    void noDecision_isADenial() throws Exception {
        answerWith(new Answer.Unavailable(Outage.TIMEOUT, "no answer within the deadline"));

        assertEquals(403, fetch().statusCode());
        assertTrue(sts.forms.isEmpty());
        assertEquals(List.of(Outage.TIMEOUT), undecided);
    }

    @Test
    void trial_letsPassWithoutObligations() throws Exception {
        answerWith(new Answer.Shadowed(new Answer.Denied("d-2", DenialCode.POLICY_DENY, List.of("a"), "", List.of())));

        assertEquals(200, fetch().statusCode());
        assertEquals("d-2", sts.forms.getFirst().get("SourceIdentity"));
    }

    @Test
    void obligationThatCannotBeMet_isADenial() throws Exception {
        obligations = List.of(ttl(300));

        HttpResponse<String> response = fetch();

        assertEquals(403, response.statusCode());
        assertTrue(json(response).path("message").asText().contains("`max_ttl` is 300 s"));
        assertTrue(sts.forms.isEmpty());
        assertEquals(List.of(lastDecision), unmet);
    }

    @Test
    void obligationOfAnotherEnforcementPoint_isToldToOperators() throws Exception {
        answerWith(new Answer.Denied("d-4", DenialCode.OBLIGATION_UNMET, List.of(), "no `wrap` here", List.of()));

        assertEquals(403, fetch().statusCode());
        assertEquals(List.of("d-4"), unmet);
    }

    @ParameterizedTest
    @CsvSource({
        "400, PackedPolicyTooLarge, 403",
        "400, MalformedPolicyDocument, 403",
        "403, AccessDenied, 502",
        "400, ExpiredTokenException, 502",
        "400, Throttling, 503",
        "500, InternalFailure, 503"
    })
    void refusalOfAws_isReadableAndNamesNoIdentityOfTheBroker(int status, String code, int expected) throws Exception {
        sts.failWith(status, code);

        HttpResponse<String> response = fetch();

        assertEquals(expected, response.statusCode());
        assertTrue(response.body().contains(code), response.body());
        assertFalse(response.body().contains("user/broker"));
        assertEquals(expected == 403, unserved.isEmpty());
    }

    @Test
    void awsThatIsGone_is503() throws Exception {
        sts.close();

        HttpResponse<String> response = fetch();

        assertEquals(503, response.statusCode());
        assertTrue(response.body().contains("portcullis: AWS "), response.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>It works!</html>",
                "<AssumeRoleResponse><AssumeRoleResult></AssumeRoleResult></AssumeRoleResponse>",
                "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>A</AccessKeyId></Credentials>"
                        + "</AssumeRoleResult></AssumeRoleResponse>"
            })
    void answerWithoutASession_is502(String answer) throws Exception {
        sts.raw = answer;

        HttpResponse<String> response = fetch();

        assertEquals(502, response.statusCode());
        assertTrue(response.body().contains("holds no whole credentials"), response.body());
    }

    @Test
    void sessionThatLivesTooLong_isNotHandedOut() throws Exception {
        sts.extraSeconds = 600;

        HttpResponse<String> response = fetch();

        assertEquals(502, response.statusCode());
        assertFalse(response.body().contains("secret-1"));
    }

    @Test
    void equalTermsOfANewDecision_getTheSessionThatIsLeft() throws Exception {
        obligations = List.of(ttl(900));
        JsonNode first = json(fetch());
        JsonNode second = json(fetch());

        assertEquals(first, second);
        assertEquals(2, questions.size());
        assertTrue(Instant.parse(second.path("Expiration").asText()).isAfter(Instant.now()));
    }

    @Test
    void denialAfterAnAllow_isADenial() throws Exception {
        assertEquals(200, fetch().statusCode());
        answerWith(new Answer.Denied("d-3", DenialCode.POLICY_DENY, List.of("a"), "", List.of()));

        assertEquals(403, fetch().statusCode());
    }

    @Test
    void otherTerms_areAnotherSession() throws Exception {
        fetch();
        obligations = List.of(ttl(1_200));
        fetch();
        obligations = List.of(new Obligation("session_tags", Map.of("tags", new Fields(Map.of("a", new Text("1"))))));
        fetch();

        assertEquals(3, sts.forms.size());
    }

    @Test
    void sessionWithLittleLeft_isNotHandedOutAgain() throws Exception {
        obligations = List.of(ttl(900));
        sts.extraSeconds = -700;

        JsonNode first = json(fetch());
        JsonNode second = json(fetch());

        assertEquals(2, sts.forms.size());
        assertFalse(first.equals(second));
    }

    @Test
    void failure_isNotKept() throws Exception {
        sts.failWith(403, "AccessDenied");
        assertEquals(502, fetch().statusCode());
        sts.failWith(200, "");

        assertEquals(200, fetch().statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/roles/exports, wrong, 401, Unauthenticated",
        "/v1/roles/nothing, wrong, 401, Unauthenticated",
        "/v1/roles/nothing, 0123456789abcdef0123456789abcdef, 404, InvalidRequest",
        "/v1/roles/exports?a=b, 0123456789abcdef0123456789abcdef, 404, InvalidRequest",
        "/v1/roles/%65xports, 0123456789abcdef0123456789abcdef, 404, InvalidRequest",
        "/v1/../v1/roles/exports, 0123456789abcdef0123456789abcdef, 404, InvalidRequest",
        "/, 0123456789abcdef0123456789abcdef, 404, InvalidRequest"
    })
    void otherRequests_areRefused(String path, String token, int status, String code) throws Exception {
        HttpResponse<String> response = send(request(path).header("Authorization", token));

        assertEquals(status, response.statusCode());
        assertEquals(code, json(response).path("code").asText());
        assertTrue(questions.isEmpty());
    }

    @Test
    void requestWithoutOneToken_isRefused() throws Exception {
        assertEquals(401, send(request("/v1/roles/exports")).statusCode());
        assertEquals(
                400,
                send(request("/v1/roles/exports").header("Authorization", TOKEN).header("Authorization", TOKEN))
                        .statusCode());
        assertEquals(
                405,
                send(request("/v1/roles/exports").header("Authorization", TOKEN).DELETE())
                        .statusCode());
        assertEquals(
                400,
                send(request("/v1/roles/exports").header("Authorization", TOKEN).POST(BodyPublishers.ofString("{}")))
                        .statusCode());
        assertTrue(questions.isEmpty());
    }

    @Test
    void brokerWithoutCredentials_is503() throws Exception {
        Files.writeString(folder.resolve("none"), "[other]\n");
        Files.setPosixFilePermissions(folder.resolve("none"), PosixFilePermissions.fromString("rw-------"));
        try (AwsBroker without = AwsBroker.start(
                Settings.PORT,
                Settings.with(
                        List.of(new TokenFile(folder.resolve("token"), SUBJECT)),
                        null,
                        Settings.sts(sts.uri(), folder.resolve("none"))),
                this::decide,
                new Events())) {
            HttpResponse<String> response = send(HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + without.address().getPort() + "/v1/roles/exports"))
                    .header("Authorization", TOKEN));

            assertEquals(503, response.statusCode());
            assertTrue(response.body().contains("no credentials of its own"), response.body());
        }
    }

    @Test
    void unusableFiles_stopTheStart() throws IOException {
        Path open = Files.writeString(folder.resolve("open"), TOKEN);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        Path absent = folder.resolve("absent");
        TokenFile good = new TokenFile(folder.resolve("token"), SUBJECT);

        assertEquals(
                "the token file `" + absent + "` cannot be read",
                refusal(Settings.with(List.of(new TokenFile(absent, SUBJECT)), null)));
        assertEquals(
                "the key set `" + absent + "` cannot be read",
                refusal(Settings.with(List.of(), new WebIdentity(absent, "issuer", "audience", "cluster"))));
        assertEquals(
                "`" + open + "`: the key set is not JSON with a list `keys`",
                refusal(Settings.with(List.of(), new WebIdentity(open, "issuer", "audience", "cluster"))));
        assertEquals(
                "the file of credentials for AWS `" + absent + "` cannot be read",
                refusal(Settings.with(List.of(good), null, Settings.sts(sts.uri(), absent))));
        assertEquals(
                "the file of credentials for AWS `" + open + "` can be read by others",
                refusal(Settings.with(List.of(good), null, Settings.sts(sts.uri(), open))));
    }

    private String refusal(AwsSettings settings) {
        return String.valueOf(assertThrows(
                        IOException.class, () -> AwsBroker.start(Settings.PORT, settings, this::decide, new Events()))
                .getMessage());
    }

    @Test
    void session_showsNoSecret() {
        String shown = new RoleSession("ASIA1", "hush", "quiet", Instant.EPOCH).toString();

        assertEquals("RoleSession[ASIA1 until 1970-01-01T00:00:00Z]", shown);
    }
}
