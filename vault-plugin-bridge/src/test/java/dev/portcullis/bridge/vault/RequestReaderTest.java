package dev.portcullis.bridge.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestReaderTest {
    private static final RequestReader READER =
            new RequestReader(new Mounts(Set.of("kv", "team/kv"), Set.of("approle")), new HeaderRules(""));

    private static Reading read(String method, String target, String body, String... headers) {
        DefaultFullHttpRequest http = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(method),
                target,
                Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
        for (int i = 0; i < headers.length; i += 2) {
            http.headers().add(headers[i], headers[i + 1]);
        }
        return READER.read(http, "127.0.0.1");
    }

    private static VaultRequest understood(Reading reading) {
        return assertInstanceOf(Reading.Understood.class, reading).request();
    }

    private static int refusal(Reading reading) {
        return assertInstanceOf(Reading.Refused.class, reading).reply().status();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/kv/data/a, kv, a, 0",
        "/v1/kv/data/payments/psp-api-key, kv, payments/psp-api-key, 0",
        "/v1/team/kv/data/a?version=7, team/kv, a, 7",
        "/v1/kv/data/data/a, kv, data/a, 0",
        "/v1/kv/data/a@b:c+d, kv, a@b:c+d, 0",
    })
    void readOfListedMount_isASecretRead(String target, String mount, String path, long version) {
        assertEquals(
                new VaultOperation.SecretRead(mount, path, version),
                understood(read("GET", target, "")).operation());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/kv/data/a%2fb",
                "/v1/kv/data/%61",
                "/v1/kv/data/a/../b",
                "/v1/kv/data/./a",
                "/v1/kv/data//a",
                "/v1//kv/data/a",
                "/v1/kv/data/a/",
                "/v1/kv/data/",
                "/v1/kv/data/a;x=1",
                "/v1/kv/data/a\\b",
                "/v1/kv/data/ä",
                "/V1/kv/data/a",
                "http://vault/v1/kv/data/a",
                "/v1/kv/data/a?list=true",
                "/v1/kv/data/a?version=1&version=2",
                "/v1/kv/data/a?version=1#x",
                "/v1/kv/data/a?version=-1",
                "/v1/kv/data/a?",
                "/v1/kv/data/a?help=1",
            })
    void targetThatMayBeReadDifferently_isRefused(String target) {
        assertEquals(400, refusal(read("GET", target, "")));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/secret/data/a",
        "GET, /v1/kv/metadata/a",
        "GET, /v1/kv/data",
        "GET, /v1/sys/mounts",
        "GET, /v1/sys/internal/ui/mounts/other",
        "GET, /v1/ns1/kv/data/a",
        "LIST, /v1/kv/metadata/a",
        "DELETE, /v1/kv/data/a",
        "PATCH, /v1/kv/data/a",
        "HEAD, /v1/kv/data/a",
        "POST, /v1/kv/data/a",
        "POST, /v1/auth/token/create",
        "POST, /v1/auth/other/login",
        "POST, /v1/sys/wrapping/unwrap",
    })
    void everythingElse_isDenied(String method, String target) {
        assertEquals(403, refusal(read(method, target, "")));
    }

    @Test
    void login_namesItsRole() {
        VaultRequest login =
                understood(read("PUT", "/v1/auth/approle/login", "{\"role_id\":\"r\",\"secret_id\":\"s\"}"));

        assertEquals(new VaultOperation.AppRoleLogin("approle", "r"), login.operation());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"role_id\":\"\"}",
                "{\"role_id\":7}",
                "{\"role_id\":\"a\",\"role_id\":\"b\"}",
                "{\"role_id\":\"a\",\"x\":1}",
                "{\"role_id\":\"a\"} {}",
                "role_id=a",
                "\uFEFF{\"role_id\":\"a\"}",
            })
    void loginBodyThatMayBeReadDifferently_isRefused(String body) {
        assertEquals(400, refusal(read("POST", "/v1/auth/approle/login", body)));
    }

    @ParameterizedTest
    @CsvSource({
        "X-Vault-Token, a, X-Vault-Token, a",
        "X-Vault-Token, a, Authorization, Bearer b",
        "X-Vault-Namespace, ns1, X-Other, b",
        "X-Vault-Namespace, root, X-Vault-Namespace, root",
        "X-Vault-Inline-Auth-Path, auth/approle/login, X-Other, b",
        "X-Vault-Policy-Override, true, X-Other, b",
        "Connection, X-Vault-Token, X-Other, b",
        "X-Vault-Wrap-TTL, -1, X-Other, b",
        "X-Vault-Wrap-TTL, 1s30m, X-Other, b",
        "X-Vault-Wrap-TTL, 1.5h, X-Other, b",
        "X-Portcullis-Decision, d-1, X-Other, b",
        "X-Portcullis-Task, refund, X-Other, b",
        "X-Portcullis-Task, a/b, X-Portcullis-Task, a/b",
        "X-Portcullis-Scopes, 'a  b', X-Other, b",
        "Content-Type, application/x-www-form-urlencoded, X-Other, b",
    })
    void headersThatMayBeReadDifferently_areRefused(String name, String value, String other, String otherValue) {
        assertEquals(400, refusal(read("GET", "/v1/kv/data/a", "", name, value, other, otherValue)));
    }

    @Test
    void readWithABody_isRefused() {
        assertEquals(400, refusal(read("GET", "/v1/kv/data/a", "{}")));
    }

    @Test
    void passedHeaders_areTheClientsWithoutThoseOfItsConnection() {
        VaultRequest request = understood(read(
                "GET",
                "/v1/kv/data/a",
                "",
                "Host",
                "proxy:8200",
                "X-Vault-Token",
                "t",
                "X-Vault-Request",
                "true",
                "X-Forwarded-For",
                "1.2.3.4",
                "User-Agent",
                "hvac",
                "Connection",
                "keep-alive"));

        assertEquals("t", request.token());
        assertEquals(
                Set.of("X-Vault-Token", "X-Vault-Request", "User-Agent"),
                request.headers().names());
    }

    @Test
    void bearerToken_isTheToken() {
        assertEquals(
                "t",
                understood(read("GET", "/v1/kv/data/a", "", "Authorization", "Bearer t"))
                        .token());
    }
}
