package dev.portcullis.bridge.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.portcullis.bridge.http.Reply;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Finds out who is behind a token: the token itself, then its entity. What was found is kept for a while, under a
/// keyed hash of the token, and never longer than the token lives. A token that is revoked meanwhile stays known here,
/// and is refused by the server when the request is passed on.
final class Identities {
    private static final int MOST_KEPT = 100_000;

    private final ServerQueries server;
    private final AsyncCache<String, Identified> kept;
    private final Mac mac = keyedMac();

    /// @param keep how long an identity is believed at most
    Identities(ServerQueries server, Duration keep) {
        this.server = server;
        this.kept = Caffeine.newBuilder()
                .maximumSize(MOST_KEPT)
                .expireAfter(Expiry.creating((String hash, Identified found) -> lifetime(found, keep)))
                .buildAsync();
    }

    private static Duration lifetime(Identified found, Duration keep) {
        return switch (found) {
            case Identified.Nobody _ -> Duration.ZERO;
            case Identified.As(Identity who) -> {
                Duration left = Duration.ofSeconds(who.ttlSeconds());
                yield who.ttlSeconds() > 0 && left.compareTo(keep) < 0 ? left : keep;
            }
        };
    }

    /// Who is behind a client's token.
    CompletableFuture<Identified> of(String token) {
        if (token.isEmpty()) {
            return nobody(VaultErrors.denied("there is no token"));
        }
        return kept.get(hash(token), (hash, executor) -> lookUp(token));
    }

    private CompletableFuture<Identified> lookUp(String token) {
        return server.tokenLookup(token).thenCompose(reply -> {
            Optional<JsonNode> data = ServerQueries.data(reply);
            return data.map(this::withEntity).orElseGet(() -> nobody(unknown(reply)));
        });
    }

    /// The server says `bad token` about a client's token that is none; everything else is about the proxy's own.
    private static Reply unknown(Reply reply) {
        String text = new String(reply.body(), StandardCharsets.UTF_8);
        return reply.status() == 403 && text.contains("bad token")
                ? VaultErrors.denied("the token is not valid")
                : ServerQueries.unanswered("the identity behind the token cannot be looked up", reply);
    }

    private CompletableFuture<Identified> withEntity(JsonNode token) {
        String id = token.path("entity_id").asText();
        if (id.isEmpty()) {
            return CompletableFuture.completedFuture(new Identified.As(identity(token, "", Map.of())));
        }
        return server.entity(id)
                .thenApply(reply -> ServerQueries.data(reply)
                        .<Identified>map(entity -> entity.path("disabled").asBoolean()
                                ? new Identified.Nobody(VaultErrors.denied("the entity behind the token is disabled"))
                                : new Identified.As(identity(token, id, texts(entity.path("metadata")))))
                        .orElseGet(() -> new Identified.Nobody(
                                ServerQueries.unanswered("the entity behind the token cannot be read", reply))));
    }

    private static Identity identity(JsonNode token, String entity, Map<String, String> metadata) {
        String path = token.path("path").asText();
        String role = token.path("meta").path("role_name").asText();
        String login = path.startsWith("auth/") && path.endsWith("/login") && !role.isEmpty()
                ? path.substring(0, path.length() - "login".length()) + role
                : "";
        return new Identity(
                token.path("accessor").asText(),
                entity,
                metadata,
                login,
                token.path("ttl").asLong());
    }

    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private String hash(String token) {
        return HexFormat.of().formatHex(freshMac().doFinal(token.getBytes(StandardCharsets.UTF_8)));
    }

    /// A copy costs less than a new one that has to be found and keyed.
    private Mac freshMac() {
        try {
            return (Mac) mac.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError("BUG: the JDK's own HmacSHA256 can be copied", impossible);
        }
    }

    private static Mac keyedMac() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("BUG: every JDK has HmacSHA256", impossible);
        }
    }

    static CompletableFuture<Identified> nobody(Reply reply) {
        return CompletableFuture.completedFuture(new Identified.Nobody(reply));
    }
}
