package dev.portcullis.bridge.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.bridge.pdp.Obligation;
import dev.portcullis.bridge.pdp.PropertyValue;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ObligationsTest {
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
    void maxTtlOnARead_shortensTheLeaseAndNothingElse() throws Exception {
        it.allowWith(ProxiedServer.seconds("max_ttl", 900));

        assertEquals(
                ProxiedServer.BODY.replace("\"lease_duration\":0", "\"lease_duration\":900"),
                it.get("/v1/kv/data/a").body());
    }

    @ParameterizedTest
    @CsvSource({"120, 60s", "30s, 30s", "5m, 60s", "1s, 1s", "0m30s, 30s", "1h0m1s, 60s", "0, 60s"})
    void wrap_isAskedOfTheServer(String client, String asked) throws Exception {
        it.allowWith(ProxiedServer.seconds("wrap", 60));
        it.server.answer(ProxiedServer.SECRET, 200, "{\"data\":null,\"wrap_info\":{\"token\":\"w\",\"ttl\":60}}");

        assertEquals(200, it.get("/v1/kv/data/a", "X-Vault-Wrap-TTL", client).statusCode());
        assertEquals(
                List.of(asked), it.server.last(ProxiedServer.SECRET).headers().get("X-vault-wrap-ttl"));
    }

    @ParameterizedTest
    @CsvSource({"60, 60s", "24h, 900s"})
    void wrappingThatTheClientAsksFor_endsWithMaxTtl(String client, String asked) throws Exception {
        it.allowWith(ProxiedServer.seconds("max_ttl", 900));
        it.server.answer(ProxiedServer.SECRET, 200, "{\"data\":null,\"wrap_info\":{\"token\":\"w\",\"ttl\":60}}");

        assertEquals(200, it.get("/v1/kv/data/a", "X-Vault-Wrap-TTL", client).statusCode());
        assertEquals(
                List.of(asked), it.server.last(ProxiedServer.SECRET).headers().get("X-vault-wrap-ttl"));
    }

    @Test
    void answerThatIsNotWrapped_isNotHandedOut() throws Exception {
        it.allowWith(ProxiedServer.seconds("wrap", 60));

        HttpResponse<String> response = it.get("/v1/kv/data/a");

        assertEquals(403, response.statusCode());
        assertFalse(response.body().contains("\"k\""));
        assertTrue(response.body().contains("(decision d-1)"));
        assertEquals(List.of("d-1 wrap"), it.unmet);
    }

    @Test
    void obligationThatCannotBeMet_isADenial() throws Exception {
        it.allowWith(new Obligation("num_uses", Map.of("count", new PropertyValue.Whole(1))));

        assertEquals(403, it.get("/v1/kv/data/a").statusCode());
        assertFalse(it.server.wasAsked(ProxiedServer.SECRET));
    }

    @Test
    void maxTtlOnALogin_shortensTheToken() throws Exception {
        it.knowRole("{\"client_token\":\"new\",\"lease_duration\":3600}");
        it.server.answer("POST /v1/auth/token/renew", 200, "{\"auth\":{\"lease_duration\":300}}");
        it.allowWith(ProxiedServer.seconds("max_ttl", 300));

        assertEquals(
                "{\"auth\":{\"client_token\":\"new\",\"lease_duration\":300}}",
                it.login().body());
        assertEquals(
                List.of("own"),
                it.server.last("POST /v1/auth/token/renew").headers().get("X-vault-token"));
        String asked = it.server.last("POST /v1/auth/token/renew").body();
        assertTrue(asked.contains("\"token\":\"new\"") && asked.contains("\"increment\":\"300s\""), asked);
    }

    @ParameterizedTest
    @CsvSource({"403, 0", "200, 3600"})
    void tokenThatCannotBeShortened_isTakenBack(int status, long left) throws Exception {
        it.knowRole("{\"client_token\":\"new\",\"lease_duration\":3600}");
        it.server.answer("POST /v1/auth/token/renew", status, "{\"auth\":{\"lease_duration\":" + left + "}}");
        it.allowWith(ProxiedServer.seconds("max_ttl", 300));

        HttpResponse<String> response = it.login();

        assertEquals(403, response.statusCode());
        assertFalse(response.body().contains("new"));
        assertEquals(
                "{\"token\":\"new\"}",
                it.server.last("POST /v1/auth/token/revoke").body());
    }

    @ParameterizedTest
    @CsvSource({"1, 200", "0, 403", "5, 403"})
    void numUses_mustBeWhatTheServerSet(int uses, int expected) throws Exception {
        it.knowRole("{\"client_token\":\"new\",\"lease_duration\":60,\"num_uses\":" + uses + "}");
        it.allowWith(new Obligation("num_uses", Map.of("count", new PropertyValue.Whole(1))));

        assertEquals(expected, it.login().statusCode());
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
        it.knowRole("{\"client_token\":\"new\",\"lease_duration\":60}");
        String list = bound.isEmpty() ? "[]" : "[\"" + bound + "\"]";
        it.server.answer("POST /v1/auth/token/lookup", 200, "{\"data\":{\"bound_cidrs\":" + list + "}}");
        it.allowWith(cidrs("10.10.0.0/16"));

        assertEquals(expected, it.login().statusCode());
        assertEquals(expected == 403, it.server.wasAsked("POST /v1/auth/token/revoke"));
    }

    @Test
    void boundCidrsThatAreNone_areADenialBeforeTheServerIsAsked() throws Exception {
        it.knowRole("{\"client_token\":\"new\"}");
        it.allowWith(cidrs("10.10.0.0/33"));

        assertEquals(403, it.login().statusCode());
        assertFalse(it.server.wasAsked(ProxiedServer.LOGIN));
    }

    private static Obligation cidrs(String cidr) {
        return new Obligation(
                "bound_cidrs", Map.of("cidrs", new PropertyValue.Values(List.of(new PropertyValue.Text(cidr)))));
    }

    @Test
    void loginThatTheClientWantsWrapped_cannotBeBound() throws Exception {
        it.knowRole("{\"client_token\":\"new\",\"lease_duration\":3600}");
        it.allowWith(ProxiedServer.seconds("max_ttl", 300));
        String body = "{\"role_id\":\"rid\",\"secret_id\":\"sid\"}";
        HttpRequest.Builder request = HttpRequest.newBuilder(it.uri("/v1/auth/approle/login"))
                .POST(HttpRequest.BodyPublishers.ofString(body));

        assertEquals(403, it.send(request, "X-Vault-Wrap-TTL", "60").statusCode());
        assertFalse(it.server.wasAsked(ProxiedServer.LOGIN));
    }
}
