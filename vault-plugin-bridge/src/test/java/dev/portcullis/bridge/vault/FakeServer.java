package dev.portcullis.bridge.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// An HTTP server that answers as Vault does to what a test has set up, and remembers what it was asked.
final class FakeServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    final List<Asked> asked = new CopyOnWriteArrayList<>();

    record Answer(int status, String body) {}

    record Asked(String line, Map<String, List<String>> headers, String body) {}

    FakeServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
        answer(
                "GET /v1/sys/mounts",
                200,
                "{\"data\":{\"kv/\":{\"type\":\"kv\",\"options\":{\"version\":\"2\"}},\"old/\":{\"type\":\"kv\",\"options\":null}}}");
        answer("GET /v1/sys/auth", 200, "{\"data\":{\"approle/\":{\"type\":\"approle\",\"accessor\":\"acc\"}}}");
    }

    void answer(String line, int status, String body) {
        answers.put(line, new Answer(status, body));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(new Asked(line, Map.copyOf(exchange.getRequestHeaders()), body));
        Answer answer = answers.getOrDefault(line, new Answer(404, "{\"errors\":[]}"));
        byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("X-Vault-Hostname", "fake");
        exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /// What was asked under this line, the last time.
    Asked last(String line) {
        return asked.reversed().stream()
                .filter(each -> each.line.equals(line))
                .findFirst()
                .orElseThrow(() -> new AssertionError("never asked: " + line));
    }

    boolean wasAsked(String line) {
        return asked.stream().anyMatch(each -> each.line.equals(line));
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
