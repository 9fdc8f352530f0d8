package dev.portcullis.pdp.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pdp.decision.Call;
import dev.portcullis.pdp.decision.Caller;
import dev.portcullis.pdp.decision.Decision;
import dev.portcullis.pdp.decision.DecisionVersions;
import dev.portcullis.pdp.decision.Enforcement;
import dev.portcullis.pdp.decision.ReasonCode;
import dev.portcullis.pdp.decision.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The management port over a real socket.
class ManagementServerTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Test
    void health_isUpAlsoWhileNothingCanBeDecided() throws Exception {
        try (ManagementServer server =
                        ManagementServer.start(ANY, () -> List.of("no bundle is active"), new ServerMetrics());
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> health = get(client, server, "/health");
            assertEquals(200, health.statusCode());
            assertEquals("{\"status\":\"up\"}", health.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2"})
    void url_isThatOfTheAddress(String address) throws Exception {
        InetSocketAddress one = new InetSocketAddress(address, 0);
        try (ManagementServer server = ManagementServer.start(one, List::of, new ServerMetrics());
                HttpClient client = HttpClient.newHttpClient()) {
            assertEquals("http://" + address + ":" + server.port(), server.url());
            assertEquals(200, get(client, server, "/health").statusCode());
        }
    }

    @Test
    void ready_namesEveryObstacle_andFollowsThem() throws Exception {
        AtomicReference<List<String>> obstacles = new AtomicReference<>(
                List.of("no bundle is active", "the active snapshot is past its freshness limit"));
        try (ManagementServer server = ManagementServer.start(ANY, obstacles::get, new ServerMetrics());
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> not = get(client, server, "/ready");
            assertEquals(503, not.statusCode());
            assertEquals(
                    "{\"facts\":{},\"obstacles\":[\"no bundle is active\",\"the active snapshot is past its freshness limit\"],"
                            + "\"ready\":false}",
                    not.body());
            obstacles.set(List.of());
            HttpResponse<String> ready = get(client, server, "/ready");
            assertEquals(200, ready.statusCode());
            assertEquals("{\"facts\":{},\"obstacles\":[],\"ready\":true}", ready.body());
        }
    }

    @Test
    void metrics_countAnswersByCode_andShowGauges() throws Exception {
        ServerMetrics metrics = new ServerMetrics();
        metrics.gauge("pdp_test", "a gauge", () -> 7);
        metrics.answered(denied(ReasonCode.OVERLOADED), new Call("grpc", Caller.ANONYMOUS_LOOPBACK, Call.NO_DEADLINE));
        try (ManagementServer server = ManagementServer.start(ANY, List::of, metrics);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> text = get(client, server, "/metrics");
            assertEquals(200, text.statusCode());
            assertTrue(
                    text.body().contains("pdp_decisions_total{code=\"overloaded\",effect=\"deny\"} 1.0"), text::body);
            assertTrue(text.body().contains("pdp_decisions_total{code=\"none\",effect=\"allow\"} 0.0"), text::body);
            assertTrue(text.body().contains("pdp_test 7.0"), text::body);
        }
    }

    @Test
    void countsOfCalls_outliveACollection() {
        ServerMetrics metrics = new ServerMetrics();
        LongAdder ended = new LongAdder();
        metrics.callsEnded("grpc", "OK", ended::sum);
        ended.increment();
        System.gc();
        assertTrue(metrics.text().contains("pdp_calls_total{door=\"grpc\",status=\"OK\"} 1.0"), metrics::text);
    }

    @Test
    void unknownPath_saysNothingOfTheRequest() throws Exception {
        try (ManagementServer server = ManagementServer.start(ANY, List::of, new ServerMetrics());
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> none = get(client, server, "/hunter2");
            assertEquals(404, none.statusCode());
            assertEquals("{\"error\":\"Not Found\"}", none.body());
        }
    }

    @Test
    void portInUse_isNamed() throws Exception {
        try (ManagementServer server = ManagementServer.start(ANY, List::of, new ServerMetrics())) {
            InetSocketAddress same = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
            assertEquals(
                    "cannot listen on `127.0.0.1:" + server.port()
                            + "`: another process may use it; stop it or configure another `management.port`",
                    assertThrows(IOException.class, () -> ManagementServer.start(same, List::of, new ServerMetrics()))
                            .getMessage());
        }
    }

    private static Decision denied(ReasonCode code) {
        return new Decision(
                new UUID(0, 1), "", Verdict.denied(code, "no"), DecisionVersions.NONE, 1_000, Enforcement.ENFORCED);
    }

    private static HttpResponse<String> get(HttpClient client, ManagementServer server, String path)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
