package dev.portcullis.bridge.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.bridge.pdp.Answer;
import dev.portcullis.bridge.pdp.DenialCode;
import dev.portcullis.bridge.pdp.Obligation;
import dev.portcullis.bridge.pdp.Outage;
import dev.portcullis.bridge.pdp.PropertyValue;
import dev.portcullis.bridge.pdp.Question;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VaultProxyTest {
    private ProxiedServer it;

    @BeforeEach
    void start() throws IOException {
        it = new ProxiedServer();
    }

    @AfterEach
    void stop() {
        it.close();
    }

    @Test
    void allowedRead_isTheServersAnswer() throws Exception {
        HttpResponse<String> response = it.get("/v1/kv/data/a");

        assertEquals(200, response.statusCode());
        assertEquals(ProxiedServer.BODY, response.body());
        assertEquals("fake", response.headers().firstValue("X-Vault-Hostname").orElseThrow());
        assertEquals(
                List.of("t"), it.server.last(ProxiedServer.SECRET).headers().get("X-vault-token"));
        assertEquals(
                List.of("d-1"), it.server.last(ProxiedServer.SECRET).headers().get("X-portcullis-decision"));
    }

    @Test
    void question_isAboutTheRoleBehindTheToken() throws Exception {
        it.get("/v1/kv/data/a");

        Question question = it.questions.getFirst();
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
        it.server.answer(
                "GET /v1/identity/entity/id/e",
                200,
                "{\"data\":{\"name\":\"n\",\"metadata\":{\"portcullis_subject\":\"k8s:deployment:c/shop/api\",\"portcullis_subject_type\":\"container\"}}}");
        it.get("/v1/kv/data/a");

        assertEquals("container", it.questions.getFirst().subject().type());
        assertEquals(
                "k8s:deployment:c/shop/api", it.questions.getFirst().subject().id());
    }

    @Test
    void deniedRead_neverReachesTheServer() throws Exception {
        it.answer = new Answer.Denied("d-2", DenialCode.POLICY_DENY, List.of("consumer_first_seen"), "", List.of());

        HttpResponse<String> response = it.get("/v1/kv/data/a");

        assertEquals(403, response.statusCode());
        assertEquals("{\"errors\":[\"permission denied\",\"consumer_first_seen (decision d-2)\"]}", response.body());
        assertFalse(it.server.wasAsked(ProxiedServer.SECRET));
    }

    @Test
    void bundleOnTrial_letsPassAndMeetsNothing() throws Exception {
        it.answer =
                new Answer.Shadowed(new Answer.Allowed("d-4", List.of(ProxiedServer.seconds("max_ttl", 1)), List.of()));

        assertEquals(ProxiedServer.BODY, it.get("/v1/kv/data/a").body());
        assertEquals(
                List.of("d-4"), it.server.last(ProxiedServer.SECRET).headers().get("X-portcullis-decision"));
    }

    @Test
    void noDecision_isADenial() throws Exception {
        it.answer = new Answer.Unavailable(Outage.TIMEOUT, "no answer within the deadline");

        assertEquals(403, it.get("/v1/kv/data/a").statusCode());
        assertFalse(it.server.wasAsked(ProxiedServer.SECRET));
        assertEquals(List.of(Outage.TIMEOUT), it.undecided);
    }

    @Test
    void withoutATokenOfItsOwn_nothingIsAsked() throws Exception {
        it.own = "";

        assertEquals(502, it.get("/v1/kv/data/a").statusCode());
        assertTrue(it.questions.isEmpty());
        assertTrue(it.server.asked.isEmpty());
    }

    @Test
    void requestsInTheSameBytes_areAnsweredInTheirOrder() throws Exception {
        it.server.answer("GET /v1/kv/data/b", 200, "{\"second\":true}");
        String head = " HTTP/1.1\r\nHost: h\r\nX-Vault-Token: t\r\n";
        String both = "GET /v1/kv/data/a" + head + "\r\nGET /v1/kv/data/b" + head + "Connection: close\r\n\r\n";
        CompletableFuture<Answer> late = new CompletableFuture<>();
        it.first = Optional.of(late);
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), it.proxy.address().getPort())) {
            socket.getOutputStream().write(both.getBytes(StandardCharsets.US_ASCII));
            it.awaitQuestion();
            late.complete(it.answer);
            String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertTrue(text.indexOf(ProxiedServer.BODY) < text.indexOf("{\"second\":true}"), text);
            assertTrue(text.contains(ProxiedServer.BODY), text);
        }
    }

    @Test
    void oneConnectionTooMany_isClosed() throws Exception {
        List<Socket> kept = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(), it.proxy.address().getPort());
            socket.getOutputStream()
                    .write("GET /v1/nothing HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals('H', socket.getInputStream().read());
            kept.add(socket);
        }
        try (Socket more =
                new Socket(InetAddress.getLoopbackAddress(), it.proxy.address().getPort())) {
            assertEquals(-1, more.getInputStream().read());
        }
        for (Socket socket : kept) {
            socket.close();
        }
    }

    private boolean isListening() {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), it.proxy.address().getPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void drain_waitsForTheAnswer_andEndsTheConnection() throws Exception {
        CompletableFuture<Answer> late = new CompletableFuture<>();
        it.first = Optional.of(late);
        CompletableFuture<HttpResponse<String>> response = it.client.sendAsync(
                HttpRequest.newBuilder(it.uri("/v1/kv/data/a"))
                        .header("X-Vault-Token", "t")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        it.awaitQuestion();
        Thread stop = Thread.ofVirtual().start(() -> it.proxy.drain(Duration.ofSeconds(30)));
        while (isListening()) {
            Thread.onSpinWait();
        }
        late.complete(it.answer);
        stop.join();

        assertEquals(200, response.get().statusCode());
        assertThrows(IOException.class, () -> it.get("/v1/kv/data/a"));
    }

    @ParameterizedTest
    @CsvSource({"403, bad token, 403", "403, permission denied, 502", "500, boom, 502", "200, odd, 502"})
    void tokenThatCannotBeLookedUp_isNobody(int status, String text, int expected) throws Exception {
        it.server.answer("POST /v1/auth/token/lookup", status, "{\"errors\":[\"" + text + "\"]}");

        assertEquals(expected, it.get("/v1/kv/data/a").statusCode());
        assertTrue(it.questions.isEmpty());
        assertFalse(it.server.wasAsked(ProxiedServer.SECRET));
    }

    @Test
    void disabledEntity_isNobody() throws Exception {
        it.server.answer("GET /v1/identity/entity/id/e", 200, "{\"data\":{\"name\":\"n\",\"disabled\":true}}");

        assertEquals(403, it.get("/v1/kv/data/a").statusCode());
        assertTrue(it.questions.isEmpty());
    }

    @Test
    void mountOfAnotherKind_isDenied() throws Exception {
        assertEquals(403, it.get("/v1/old/data/a").statusCode());
        assertTrue(it.questions.isEmpty());
    }

    @Test
    void identity_isLookedUpOnce() throws Exception {
        it.get("/v1/kv/data/a");
        it.get("/v1/kv/data/a");

        assertEquals(
                1,
                it.server.asked.stream()
                        .filter(each -> each.line().equals("POST /v1/auth/token/lookup"))
                        .count());
        assertEquals(2, it.questions.size());
    }

    @Test
    void notify_isTold() throws Exception {
        it.allowWith(new Obligation("notify", Map.of("severity", new PropertyValue.Text("low"))));

        assertEquals(200, it.get("/v1/kv/data/a").statusCode());
        assertEquals(1, it.told.size());
    }

    @Test
    void denial_isToldToo() throws Exception {
        Obligation tell = new Obligation("notify", Map.of("severity", new PropertyValue.Text("high")));
        Obligation approval = new Obligation("approval", Map.of());
        it.answer = new Answer.Denied("d-2", DenialCode.POLICY_DENY, List.of("no"), "", List.of(approval, tell));

        assertEquals(403, it.get("/v1/kv/data/a").statusCode());
        assertEquals(List.of(tell), it.told);
    }

    @Test
    void serverThatIsGone_isABadGateway() throws Exception {
        it.get("/v1/kv/data/a");
        it.server.close();

        HttpResponse<String> response = it.get("/v1/kv/data/a");

        assertEquals(502, response.statusCode());
        assertTrue(response.body().startsWith("{\"errors\":["));
        assertEquals(1, it.unanswered.size());
    }

    @Test
    void login_isDecidedBeforeTheServerIsAsked() throws Exception {
        it.knowRole("{\"client_token\":\"new\"}");
        it.answer = new Answer.Denied("d-3", DenialCode.POLICY_DENY, List.of("no"), "", List.of());

        assertEquals(403, it.login().statusCode());
        assertFalse(it.server.wasAsked(ProxiedServer.LOGIN));
        assertEquals("token.issue", it.questions.getFirst().action().name());
        assertEquals(
                "vault:role:vault-prod/auth/approle/shop",
                it.questions.getFirst().resource().id());
    }

    @Test
    void loginOfAnUnknownRole_isDenied() throws Exception {
        assertEquals(403, it.login().statusCode());
        assertFalse(it.server.wasAsked(ProxiedServer.LOGIN));
    }

    @Test
    void statedWork_isInTheQuestionAndNotPassedOn() throws Exception {
        it.get(
                "/v1/kv/data/a",
                "X-Portcullis-Task",
                "refund/rf-1",
                "X-Portcullis-Scopes",
                "a.b c",
                "X-Portcullis-Purpose",
                "refund");

        Question.Context context = it.questions.getFirst().context();
        assertEquals(new Question.Task("refund", "rf-1"), context.task());
        assertEquals(List.of("a.b", "c"), context.requestedScopes());
        assertEquals("refund", context.purpose());
        assertEquals(null, it.server.last(ProxiedServer.SECRET).headers().get("X-portcullis-task"));
    }
}
