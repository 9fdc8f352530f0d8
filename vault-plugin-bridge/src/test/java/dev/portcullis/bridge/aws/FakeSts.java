package dev.portcullis.bridge.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// An STS that issues a session to whoever asks, or answers with an error that a test has set up, and remembers the
/// form
/// of each request.
final class FakeSts implements AutoCloseable {
    private final HttpServer server;
    final List<Map<String, String>> forms = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String code = "";
    volatile long extraSeconds;
    /// Instead of an answer; empty is none.
    volatile String raw = "";

    FakeSts() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    void failWith(int failure, String errorCode) {
        status = failure;
        code = errorCode;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> form = new LinkedHashMap<>();
        for (String field : body.split("&", -1)) {
            int equals = field.indexOf('=');
            form.put(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
        }
        forms.add(form);
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        String text = status == 200 ? session(form) : error();
        byte[] answer = (raw.isEmpty() ? text : raw).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private String session(Map<String, String> form) {
        Instant end = Instant.now()
                .plusSeconds(Long.parseLong(form.get("DurationSeconds")) + extraSeconds)
                .truncatedTo(ChronoUnit.SECONDS);
        return """
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
                <Credentials><AccessKeyId>ASIA%1$d</AccessKeyId><SecretAccessKey>secret-%1$d</SecretAccessKey>
                <SessionToken>token-%1$d</SessionToken><Expiration>%2$s</Expiration></Credentials>
                <AssumedRoleUser><Arn>arn:aws:sts::1:assumed-role/r/s</Arn><AssumedRoleId>AROA:s</AssumedRoleId></AssumedRoleUser>
                </AssumeRoleResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></AssumeRoleResponse>""".formatted(forms.size(), end);
    }

    private String error() {
        return "<ErrorResponse><Error><Type>Sender</Type><Code>" + code
                + "</Code><Message>about arn:aws:iam::1:user/broker</Message></Error><RequestId>r</RequestId></ErrorResponse>";
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
