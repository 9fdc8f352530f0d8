package dev.portcullis.bridge.vault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.bridge.http.EventLoops;
import dev.portcullis.bridge.http.Listener;
import dev.portcullis.bridge.pdp.Answer;
import dev.portcullis.bridge.pdp.EnforcementEvents;
import dev.portcullis.bridge.pdp.Obligation;
import dev.portcullis.bridge.pdp.Outage;
import dev.portcullis.bridge.pdp.Place;
import dev.portcullis.bridge.pdp.PropertyValue;
import dev.portcullis.bridge.pdp.Question;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

/// A proxy before a [FakeServer], a decision point that says what a test has set up, and a client.
final class ProxiedServer implements AutoCloseable {
    static final String SECRET = "GET /v1/kv/data/a";
    static final String LOGIN = "POST /v1/auth/approle/login";
    static final String BODY =
            "{\"request_id\":\"r\",\"lease_id\":\"\",\"renewable\":false,\"lease_duration\":0,\"data\":{\"data\":{\"k\":\"v\"}},\"wrap_info\":null}";

    private final EventLoops loops = EventLoops.start("proxy-test");
    final HttpClient client = HttpClient.newHttpClient();
    final List<Question> questions = new CopyOnWriteArrayList<>();
    final List<Obligation> told = new ArrayList<>();
    final List<Outage> undecided = new ArrayList<>();
    final List<String> unanswered = new CopyOnWriteArrayList<>();
    final List<String> unmet = new ArrayList<>();
    String own = "own";
    FakeServer server;
    VaultProxy proxy;
    Optional<CompletableFuture<Answer>> first = Optional.empty();
    final CountDownLatch asked = new CountDownLatch(1);
    Answer answer = new Answer.Allowed("d-1", List.of(), List.of());

    ProxiedServer() throws IOException {
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

    @Override
    public void close() {
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

    void awaitQuestion() throws InterruptedException {
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

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).header("X-Vault-Token", "t"), headers);
    }

    HttpResponse<String> login() throws Exception {
        String body = "{\"role_id\":\"rid\",\"secret_id\":\"sid\"}";
        return send(
                HttpRequest.newBuilder(uri("/v1/auth/approle/login")).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws Exception {
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + proxy.address().getPort() + path);
    }

    static Obligation seconds(String type, long seconds) {
        return new Obligation(type, Map.of("seconds", new PropertyValue.Whole(seconds)));
    }

    void allowWith(Obligation... obligations) {
        answer = new Answer.Allowed("d-1", List.of(obligations), List.of());
    }

    void knowRole(String auth) {
        server.answer("GET /v1/auth/approle/role?list=true", 200, "{\"data\":{\"keys\":[\"shop\"]}}");
        server.answer("GET /v1/auth/approle/role/shop/role-id", 200, "{\"data\":{\"role_id\":\"rid\"}}");
        server.answer("POST /v1/identity/lookup/entity", 204, "");
        server.answer(LOGIN, 200, "{\"auth\":" + auth + "}");
        server.answer("POST /v1/auth/token/revoke", 204, "");
    }
}
