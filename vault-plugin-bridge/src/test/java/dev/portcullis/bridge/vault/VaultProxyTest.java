package dev.portcullis.bridge.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.bridge.http.EventLoops;
import dev.portcullis.bridge.http.Listener;
import dev.portcullis.bridge.pdp.Answer;
import dev.portcullis.bridge.pdp.DenialCode;
import dev.portcullis.bridge.pdp.EnforcementEvents;
import dev.portcullis.bridge.pdp.Obligation;
import dev.portcullis.bridge.pdp.Outage;
import dev.portcullis.bridge.pdp.Place;
import dev.portcullis.bridge.pdp.PropertyValue;
import dev.portcullis.bridge.pdp.Question;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VaultProxyTest {
    private static final String SECRET = "GET /v1/kv/data/a";
    private static final String LOGIN = "POST /v1/auth/approle/login";
    private static final String BODY =
            "{\"request_id\":\"r\",\"lease_id\":\"\",\"renewable\":false,\"lease_duration\":0,\"data\":{\"data\":{\"k\":\"v\"}},\"wrap_info\":null}";

    private final EventLoops loops = EventLoops.start("proxy-test");
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Question> questions = new CopyOnWriteArrayList<>();
    private final List<Obligation> told = new ArrayList<>();
    private final List<Outage> undecided = new ArrayList<>();
    private final List<String> unanswered = new CopyOnWriteArrayList<>();
    private final List<String> unmet = new ArrayList<>();
    private String own = "own";
    private FakeServer server;
    private VaultProxy proxy;
    private Optional<CompletableFuture<Answer>> first = Optional.empty();
    private final CountDownLatch asked = new CountDownLatch(1);
    private Answer answer = new Answer.Allowed("d-1", List.of(), List.of());

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        server.answer(
                "POST /v1/auth/token/lookup",
                200,
                "{\"data\":{\"accessor\":\"acc\",\"path\":\"auth/approle/login\",\"ttl\":60,\"entity_id\":\"e\",\"meta\":{\"role_name\":\"shop\"}}}");
        server.answer("GET /v1/identity/entity/id/e", 200, "{\"data\":{\"name\":\"entity_1\",\"metadata\":null}}");
        server.answer(SECRET, 200, BODY);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        VaultSettings settings = new VaultSettings(
                new Listener.Port(any, null, 4, VaultProxy.REQUEST_BYTES),
                new Server("127.0.0.1", server.port(), null, Duration.ofSeconds(5), 8, 1 << 20),
                () -> own,
                "",
                new Mounts(Set.of("kv", "old"), Set.of("approle")),
                "vault-prod",
                new Place("production", "eu-west-1", "prod"),
                Duration.ofSeconds(60));
        proxy = VaultProxy.start(settings, loops, this::decide, new Events());
    }

    @AfterEach
    void stop() {
        proxy.close();
        loops.close();
        server.close();
        client.close();
    }

    private CompletableFuture<Answer> decide(Question question) {
        questions.add(question);
        asked.countDown();
        return questions.size() == 1 && first.isPresent() ? first.get() : CompletableFuture.completedFuture(answer);
    }

    private void awaitQuestion() throws InterruptedException {
        assertTrue(asked.await(30, TimeUnit.SECONDS));
    }

    private final class Events implements EnforcementEvents {
        @Override
        public void tell(String decisionId, List<Obligation> tell) {
            told.addAll(tell);
        }

        @Override
        public void unmet(String decisionId, String obligation) {
            unmet.add(decisionId + " " + obligation);
        }

        @Override
        public void undecided(Answer.Unavailable unavailable) {
            undecided.add(unavailable.outage());
        }

        @Override
        public void unserved(String why) {
            unanswered.add(why);
        }

        @Override
        public void broken(Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).header("X-Vault-Token", "t"), headers);
    }

    private HttpResponse<String> login() throws Exception {
        String body = "{\"role_id\":\"rid\",\"secret_id\":\"sid\"}";
        return send(
                HttpRequest.newBuilder(uri("/v1/auth/approle/login")).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws Exception {
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + proxy.address().getPort() + path);
    }

    private static Obligation seconds(String type, long seconds) {
        return new Obligation(type, Map.of("seconds", new PropertyValue.Whole(seconds)));
    }

    private void allowWith(Obligation... obligations) {
        answer = new Answer.Allowed("d-1", List.of(obligations), List.of());
    }

    @Test
    void allowedRead_isTheServersAnswer() throws Exception {
        HttpResponse<String> response = get("/v1/kv/data/a");

        assertEquals(200, response.statusCode());
        assertEquals(BODY, response.body());
        assertEquals("fake", response.headers().firstValue("X-Vault-Hostname").orElseThrow());
        assertEquals(List.of("t"), server.last(SECRET).headers().get("X-vault-token"));
        assertEquals(List.of("d-1"), server.last(SECRET).headers().get("X-portcullis-decision"));
    }

    @Test
    void question_isAboutTheRoleBehindTheToken() throws Exception {
        get("/v1/kv/data/a");

        Question question = questions.getFirst();
        assertEquals("workload", question.subject().type());
        assertEquals(
                "vault:role:vault-prod/auth/approle/shop", question.subject().id());
        assertEquals("secret.read", question.action().name());
        assertEquals("vault:secret:vault-prod/kv/a", question.resource().id());
        assertEquals("127.0.0.1", question.context().address());
        assertEquals("production", question.context().environment());
    }

    @Test
    void entityMetadata_namesTheSubject() throws Exception {
        server.answer(
                "GET /v1/identity/entity/id/e",
                200,
                "{\"data\":{\"name\":\"n\",\"metadata\":{\"portcullis_subject\":\"k8s:deployment:c/shop/api\",\"portcullis_subject_type\":\"container\"}}}");
        get("/v1/kv/data/a");

        assertEquals("container", questions.getFirst().subject().type());
        assertEquals("k8s:deployment:c/shop/api", questions.getFirst().subject().id());
    }

    @Test
    void deniedRead_neverReachesTheServer() throws Exception {
        answer = new Answer.Denied("d-2", DenialCode.POLICY_DENY, List.of("consumer_first_seen"), "", List.of());

        HttpResponse<String> response = get("/v1/kv/data/a");

        assertEquals(403, response.statusCode());
        assertEquals("{\"errors\":[\"permission denied\",\"consumer_first_seen (decision d-2)\"]}", response.body());
        assertFalse(server.wasAsked(SECRET));
    }

    @Test
    void bundleOnTrial_letsPassAndMeetsNothing() throws Exception {
        answer = new Answer.Shadowed(new Answer.Allowed("d-4", List.of(seconds("max_ttl", 1)), List.of()));

        assertEquals(BODY, get("/v1/kv/data/a").body());
        assertEquals(List.of("d-4"), server.last(SECRET).headers().get("X-portcullis-decision"));
    }

    @Test
    void noDecision_isADenial() throws Exception {
        answer = new Answer.Unavailable(Outage.TIMEOUT, "no answer within the deadline");

        assertEquals(403, get("/v1/kv/data/a").statusCode());
        assertFalse(server.wasAsked(SECRET));
        assertEquals(List.of(Outage.TIMEOUT), undecided);
    }

    @Test
    void withoutATokenOfItsOwn_nothingIsAsked() throws Exception {
        own = "";

        assertEquals(502, get("/v1/kv/data/a").statusCode());
        assertTrue(questions.isEmpty());
        assertTrue(server.asked.isEmpty());
    }

    @Test
    void requestsInTheSameBytes_areAnsweredInTheirOrder() throws Exception {
        server.answer("GET /v1/kv/data/b", 200, "{\"second\":true}");
        String head = " HTTP/1.1\r\nHost: h\r\nX-Vault-Token: t\r\n";
        String both = "GET /v1/kv/data/a" + head + "\r\nGET /v1/kv/data/b" + head + "Connection: close\r\n\r\n";
        CompletableFuture<Answer> late = new CompletableFuture<>();
        first = Optional.of(late);
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), proxy.address().getPort())) {
            socket.getOutputStream().write(both.getBytes(StandardCharsets.US_ASCII));
            awaitQuestion();
            late.complete(answer);
            String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertTrue(text.indexOf(BODY) < text.indexOf("{\"second\":true}"), text);
            assertTrue(text.contains(BODY), text);
        }
    }

    @Test
    void oneConnectionTooMany_isClosed() throws Exception {
        List<Socket> kept = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), proxy.address().getPort());
            socket.getOutputStream()
                    .write("GET /v1/nothing HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals('H', socket.getInputStream().read());
            kept.add(socket);
        }
        try (Socket more =
                new Socket(InetAddress.getLoopbackAddress(), proxy.address().getPort())) {
            assertEquals(-1, more.getInputStream().read());
        }
        for (Socket socket : kept) {
            socket.close();
        }
    }

    private boolean isListening() {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), proxy.address().getPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void drain_waitsForTheAnswer_andEndsTheConnection() throws Exception {
        CompletableFuture<Answer> late = new CompletableFuture<>();
        first = Optional.of(late);
        CompletableFuture<HttpResponse<String>> response = client.sendAsync(
                HttpRequest.newBuilder(uri("/v1/kv/data/a"))
                        .header("X-Vault-Token", "t")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        awaitQuestion();
        Thread stop = Thread.ofVirtual().start(() -> proxy.drain(Duration.ofSeconds(30)));
        while (isListening()) {
            Thread.onSpinWait();
        }
        late.complete(answer);
        stop.join();

        assertEquals(200, response.get().statusCode());
        assertThrows(IOException.class, () -> get("/v1/kv/data/a"));
    }

    @ParameterizedTest
    @CsvSource({"403, bad token, 403", "403, permission denied, 502", "500, boom, 502", "200, odd, 502"})
    void tokenThatCannotBeLookedUp_isNobody(int status, String text, int expected) throws Exception {
        server.answer("POST /v1/auth/token/lookup", status, "{\"errors\":[\"" + text + "\"]}");

        assertEquals(expected, get("/v1/kv/data/a").statusCode());
        assertTrue(questions.isEmpty());
        assertFalse(server.wasAsked(SECRET));
    }

    @Test
    void disabledEntity_isNobody() throws Exception {
        server.answer("GET /v1/identity/entity/id/e", 200, "{\"data\":{\"name\":\"n\",\"disabled\":true}}");

        assertEquals(403, get("/v1/kv/data/a").statusCode());
        assertTrue(questions.isEmpty());
    }

    @Test
    void mountOfAnotherKind_isDenied() throws Exception {
        assertEquals(403, get("/v1/old/data/a").statusCode());
        assertTrue(questions.isEmpty());
    }

    @Test
    void identity_isLookedUpOnce() throws Exception {
        get("/v1/kv/data/a");
        get("/v1/kv/data/a");

        assertEquals(
                1,
                server.asked.stream()
                        .filter(each -> each.line().equals("POST /v1/auth/token/lookup"))
                        .count());
        assertEquals(2, questions.size());
    }

    @Test
    void maxTtlOnARead_shortensTheLeaseAndNothingElse() throws Exception {
        allowWith(seconds("max_ttl", 900));

        assertEquals(
                BODY.replace("\"lease_duration\":0", "\"lease_duration\":900"),
                get("/v1/kv/data/a").body());
    }

    @ParameterizedTest
    @CsvSource({"120, 60s", "30s, 30s", "5m, 60s", "1s, 1s", "0m30s, 30s", "1h0m1s, 60s", "0, 60s"})
    void wrap_isAskedOfTheServer(String client, String asked) throws Exception {
        allowWith(seconds("wrap", 60));
        server.answer(SECRET, 200, "{\"data\":null,\"wrap_info\":{\"token\":\"w\",\"ttl\":60}}");

        assertEquals(200, get("/v1/kv/data/a", "X-Vault-Wrap-TTL", client).statusCode());
        assertEquals(List.of(asked), server.last(SECRET).headers().get("X-vault-wrap-ttl"));
    }

    @ParameterizedTest
    @CsvSource({"60, 60s", "24h, 900s"})
    void wrappingThatTheClientAsksFor_endsWithMaxTtl(String client, String asked) throws Exception {
        allowWith(seconds("max_ttl", 900));
        server.answer(SECRET, 200, "{\"data\":null,\"wrap_info\":{\"token\":\"w\",\"ttl\":60}}");

        assertEquals(200, get("/v1/kv/data/a", "X-Vault-Wrap-TTL", client).statusCode());
        assertEquals(List.of(asked), server.last(SECRET).headers().get("X-vault-wrap-ttl"));
    }

    @Test
    void answerThatIsNotWrapped_isNotHandedOut() throws Exception {
        allowWith(seconds("wrap", 60));

        HttpResponse<String> response = get("/v1/kv/data/a");

        assertEquals(403, response.statusCode());
        assertFalse(response.body().contains("\"k\""));
        assertTrue(response.body().contains("(decision d-1)"));
        assertEquals(List.of("d-1 wrap"), unmet);
    }

    @Test
    void obligationThatCannotBeMet_isADenial() throws Exception {
        allowWith(new Obligation("num_uses", Map.of("count", new PropertyValue.Whole(1))));

        assertEquals(403, get("/v1/kv/data/a").statusCode());
        assertFalse(server.wasAsked(SECRET));
    }

    @Test
    void notify_isTold() throws Exception {
        allowWith(new Obligation("notify", Map.of("severity", new PropertyValue.Text("low"))));

        assertEquals(200, get("/v1/kv/data/a").statusCode());
        assertEquals(1, told.size());
    }

    @Test
    void denial_isToldToo() throws Exception {
        Obligation tell = new Obligation("notify", Map.of("severity", new PropertyValue.Text("high")));
        Obligation approval = new Obligation("approval", Map.of());
        answer = new Answer.Denied("d-2", DenialCode.POLICY_DENY, List.of("no"), "", List.of(approval, tell));

        assertEquals(403, get("/v1/kv/data/a").statusCode());
        assertEquals(List.of(tell), told);
    }

    @Test
    void serverThatIsGone_isABadGateway() throws Exception {
        get("/v1/kv/data/a");
        server.close();

        HttpResponse<String> response = get("/v1/kv/data/a");

        assertEquals(502, response.statusCode());
        assertTrue(response.body().startsWith("{\"errors\":["));
        assertEquals(1, unanswered.size());
    }

    private void knowRole(String auth) {
        server.answer("GET /v1/auth/approle/role?list=true", 200, "{\"data\":{\"keys\":[\"shop\"]}}");
        server.answer("GET /v1/auth/approle/role/shop/role-id", 200, "{\"data\":{\"role_id\":\"rid\"}}");
        server.answer("POST /v1/identity/lookup/entity", 204, "");
        server.answer(LOGIN, 200, "{\"auth\":" + auth + "}");
        server.answer("POST /v1/auth/token/revoke", 204, "");
    }

    @Test
    void login_isDecidedBeforeTheServerIsAsked() throws Exception {
        knowRole("{\"client_token\":\"new\"}");
        answer = new Answer.Denied("d-3", DenialCode.POLICY_DENY, List.of("no"), "", List.of());

        assertEquals(403, login().statusCode());
        assertFalse(server.wasAsked(LOGIN));
        assertEquals("token.issue", questions.getFirst().action().name());
        assertEquals(
                "vault:role:vault-prod/auth/approle/shop",
                questions.getFirst().resource().id());
    }

    @Test
    void loginOfAnUnknownRole_isDenied() throws Exception {
        assertEquals(403, login().statusCode());
        assertFalse(server.wasAsked(LOGIN));
    }

    @Test
    void maxTtlOnALogin_shortensTheToken() throws Exception {
        knowRole("{\"client_token\":\"new\",\"lease_duration\":3600}");
        server.answer("POST /v1/auth/token/renew", 200, "{\"auth\":{\"lease_duration\":300}}");
        allowWith(seconds("max_ttl", 300));

        assertEquals("{\"auth\":{\"client_token\":\"new\",\"lease_duration\":300}}", login().body());
        assertEquals(
                List.of("own"),
                server.last("POST /v1/auth/token/renew").headers().get("X-vault-token"));
        String asked = server.last("POST /v1/auth/token/renew").body();
        assertTrue(asked.contains("\"token\":\"new\"") && asked.contains("\"increment\":\"300s\""), asked);
    }

    @ParameterizedTest
    @CsvSource({"403, 0", "200, 3600"})
    void tokenThatCannotBeShortened_isTakenBack(int status, long left) throws Exception {
        knowRole("{\"client_token\":\"new\",\"lease_duration\":3600}");
        server.answer("POST /v1/auth/token/renew", status, "{\"auth\":{\"lease_duration\":" + left + "}}");
        allowWith(seconds("max_ttl", 300));

        HttpResponse<String> response = login();

        assertEquals(403, response.statusCode());
        assertFalse(response.body().contains("new"));
        assertEquals(
                "{\"token\":\"new\"}", server.last("POST /v1/auth/token/revoke").body());
    }

    @ParameterizedTest
    @CsvSource({"1, 200", "0, 403", "5, 403"})
    void numUses_mustBeWhatTheServerSet(int uses, int expected) throws Exception {
        knowRole("{\"client_token\":\"new\",\"lease_duration\":60,\"num_uses\":" + uses + "}");
        allowWith(new Obligation("num_uses", Map.of("count", new PropertyValue.Whole(1))));

        assertEquals(expected, login().statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "10.10.0.0/16, 200",
        "10.10.7.0/24, 200",
        "10.10.7.9, 200",
        "10.0.0.0/8, 403",
        "10.11.0.0/16, 403",
        "::/0, 403",
        "somewhere, 403",
        "'', 403"
    })
    void boundCidrs_mustBeWithinThoseOfTheDecision(String bound, int expected) throws Exception {
        knowRole("{\"client_token\":\"new\",\"lease_duration\":60}");
        String list = bound.isEmpty() ? "[]" : "[\"" + bound + "\"]";
        server.answer("POST /v1/auth/token/lookup", 200, "{\"data\":{\"bound_cidrs\":" + list + "}}");
        allowWith(cidrs("10.10.0.0/16"));

        assertEquals(expected, login().statusCode());
        assertEquals(expected == 403, server.wasAsked("POST /v1/auth/token/revoke"));
    }

    @Test
    void boundCidrsThatAreNone_areADenialBeforeTheServerIsAsked() throws Exception {
        knowRole("{\"client_token\":\"new\"}");
        allowWith(cidrs("10.10.0.0/33"));

        assertEquals(403, login().statusCode());
        assertFalse(server.wasAsked(LOGIN));
    }

    private static Obligation cidrs(String cidr) {
        return new Obligation(
                "bound_cidrs", Map.of("cidrs", new PropertyValue.Values(List.of(new PropertyValue.Text(cidr)))));
    }

    @Test
    void loginThatTheClientWantsWrapped_cannotBeBound() throws Exception {
        knowRole("{\"client_token\":\"new\",\"lease_duration\":3600}");
        allowWith(seconds("max_ttl", 300));
        String body = "{\"role_id\":\"rid\",\"secret_id\":\"sid\"}";
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri("/v1/auth/approle/login")).POST(HttpRequest.BodyPublishers.ofString(body));

        assertEquals(403, send(request, "X-Vault-Wrap-TTL", "60").statusCode());
        assertFalse(server.wasAsked(LOGIN));
    }

    @Test
    void statedWork_isInTheQuestionAndNotPassedOn() throws Exception {
        get(
                "/v1/kv/data/a",
                "X-Portcullis-Task",
                "refund/rf-1",
                "X-Portcullis-Scopes",
                "a.b c",
                "X-Portcullis-Purpose",
                "refund");

        Question.Context context = questions.getFirst().context();
        assertEquals(new Question.Task("refund", "rf-1"), context.task());
        assertEquals(List.of("a.b", "c"), context.requestedScopes());
        assertEquals("refund", context.purpose());
        assertEquals(null, server.last(SECRET).headers().get("X-portcullis-task"));
    }
}
