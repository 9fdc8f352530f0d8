package dev.portcullis.bridge.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.bridge.http.Reply;
import dev.portcullis.bridge.http.StrictJson;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// What the proxy itself asks the server, with a token of its own: a look-up by the client's token would use up one of
/// its uses, and one that is bound to addresses works from those only. What the token needs is in
/// `docs/spec/vault-bridge.md`.
final class ServerQueries {
    private static final byte[] NONE = {};

    private final Upstream upstream;
    private final Supplier<String> token;
    private final String namespace;

    /// @param token read anew for each query, so that it can be renewed by others; empty when there is none now
    ServerQueries(Upstream upstream, Supplier<String> token, String namespace) {
        this.upstream = upstream;
        this.token = token;
        this.namespace = namespace;
    }

    CompletableFuture<Reply> tokenLookup(String clientToken) {
        return post("/v1/auth/token/lookup", Map.of("token", clientToken));
    }

    CompletableFuture<Reply> entity(String id) {
        return get("/v1/identity/entity/id/" + id);
    }

    CompletableFuture<Reply> entityByAlias(String alias, String mountAccessor) {
        return post("/v1/identity/lookup/entity", Map.of("alias_name", alias, "alias_mount_accessor", mountAccessor));
    }

    CompletableFuture<Reply> mounts() {
        return get("/v1/sys/mounts");
    }

    CompletableFuture<Reply> authMounts() {
        return get("/v1/sys/auth");
    }

    CompletableFuture<Reply> appRoles(String mount) {
        return get("/v1/auth/" + mount + "/role?list=true");
    }

    CompletableFuture<Reply> appRoleId(String mount, String role) {
        return get("/v1/auth/" + mount + "/role/" + role + "/role-id");
    }

    /// Shortens a token that was just issued.
    CompletableFuture<Reply> renew(String issued, long seconds) {
        return post("/v1/auth/token/renew", Map.of("token", issued, "increment", seconds + "s"));
    }

    /// Takes a token back that must not be handed out.
    CompletableFuture<Reply> revoke(String issued) {
        return post("/v1/auth/token/revoke", Map.of("token", issued));
    }

    private CompletableFuture<Reply> get(String target) {
        String own = token.get();
        return own.isEmpty() ? noToken() : upstream.send(HttpMethod.GET, target, headers(own), NONE);
    }

    private static CompletableFuture<Reply> noToken() {
        return CompletableFuture.completedFuture(
                VaultErrors.badGateway("the proxy has no token of its own to ask with"));
    }

    private CompletableFuture<Reply> post(String target, Map<String, String> fields) {
        String own = token.get();
        if (own.isEmpty()) {
            return noToken();
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        fields.forEach(body::put);
        return upstream.send(
                HttpMethod.POST, target, headers(own), body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private HttpHeaders headers(String own) {
        HttpHeaders headers =
                new DefaultHttpHeaders().set(HeaderRules.TOKEN, own).set("X-Vault-Request", "true");
        return namespace.isEmpty() ? headers : headers.set(HeaderRules.NAMESPACE, namespace);
    }

    /// What the client gets when the proxy's own question had no answer of use.
    ///
    /// @param what cannot be done, a sentence
    static Reply unanswered(String what, Reply reply) {
        return reply.status() == 502 ? reply : VaultErrors.badGateway(what + ", status " + reply.status());
    }

    /// The `data` of a successful answer.
    static Optional<JsonNode> data(Reply reply) {
        return reply.status() == 200
                ? StrictJson.read(reply.body()).map(json -> json.path("data")).filter(JsonNode::isObject)
                : Optional.empty();
    }
}
