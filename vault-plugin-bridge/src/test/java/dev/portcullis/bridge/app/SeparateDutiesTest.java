package dev.portcullis.bridge.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.portcullis.bridge.pdp.FakeDecisionPoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One process, one client of the decision point, two enforcement points: what one of them could meet is a denial
/// at the other.
final class SeparateDutiesTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder = Path.of("");

    private final List<String> upstream = new CopyOnWriteArrayList<>();
    private HttpServer server;

    /// It is Vault, which knows every token, and AWS, which must never be asked.
    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            upstream.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            byte[] answer = "{\"data\":{\"accessor\":\"a\",\"ttl\":60}}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        Path token = Files.writeString(folder.resolve("token"), TOKEN);
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        Path keys = Files.writeString(
                folder.resolve("keys"), "[default]\naws_access_key_id=AKIABROKER\naws_secret_access_key=s3cr3t\n");
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private RunningBridge bridge() throws Exception {
        String behind = "http://127.0.0.1:" + server.getAddress().getPort();
        Path config = Files.writeString(folder.resolve("bridge.yaml"), """
                pdp: {socket: pdp.sock, deadline_ms: 10000}
                vault:
                  listen: {port: 0}
                  server: {url: "%1$s", token_file: token}
                  cluster: vault-prod
                  mounts: {key_value: [kv]}
                aws:
                  listen: {port: 0}
                  roles: {exports: {account: 111122223333, name: exports-daily-reader}}
                  token_files:
                    - {file: token, subject: {type: workload, id: "k8s:deployment:eks-prod/exports/daily"}}
                  sts: {region: eu-west-1, endpoint: "%1$s", credentials_file: keys}
                """.formatted(behind));
        return RunningBridge.start(
                new BridgeSettingsReader(config, Map.of(), Map.of()).read(),
                new BridgeEvents(new PrintStream(OutputStream.nullOutputStream()), InstantSource.system()));
    }

    private static HttpResponse<String> get(Door door, String path, String header) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + door.address().getPort() + path);
            return client.send(
                    HttpRequest.newBuilder(uri).header(header, TOKEN).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void assertUnmet(HttpResponse<String> response, String obligation) {
        assertEquals(403, response.statusCode(), response.body());
        assertTrue(
                response.body().contains("the enforcement point does not meet `" + obligation + "`"), response.body());
    }

    @Test
    void whatTheProxyCouldMeet_isADenialAtTheBroker() throws Exception {
        try (var _ = FakeDecisionPoint.allowing(folder.resolve("pdp.sock"), "wrap");
                RunningBridge bridge = bridge()) {
            assertUnmet(get(bridge.doors().get(1), "/v1/roles/exports", "Authorization"), "wrap");
        }
        assertEquals(List.of(), upstream);
    }

    @Test
    void whatTheBrokerCouldMeet_isADenialAtTheProxy() throws Exception {
        try (var _ = FakeDecisionPoint.allowing(folder.resolve("pdp.sock"), "session_policy");
                RunningBridge bridge = bridge()) {
            assertUnmet(get(bridge.doors().get(0), "/v1/auth/token/lookup-self", "X-Vault-Token"), "session_policy");
        }
        assertEquals(List.of("POST /v1/auth/token/lookup"), upstream);
    }
}
