package dev.portcullis.bridge.vault;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.bridge.http.Reply;
import dev.portcullis.bridge.http.StrictJson;
import dev.portcullis.bridge.pdp.EnforcementEvents;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// Passes an allowed request on and meets its duties. Whatever cannot be met is not handed out.
final class Enforcement {
    private final Upstream upstream;
    private final ServerQueries server;
    private final EnforcementEvents events;

    Enforcement(Upstream upstream, ServerQueries server, EnforcementEvents events) {
        this.upstream = upstream;
        this.server = server;
        this.events = events;
    }

    CompletableFuture<Reply> pass(VaultRequest request, Duties duties) {
        return switch (request.operation()) {
            case VaultOperation.SecretRead _ ->
                upstream.pass(wrapped(request, duties)).thenApply(reply -> read(reply, duties));
            case VaultOperation.AppRoleLogin _ ->
                upstream.pass(wrapped(request, duties)).thenCompose(reply -> issued(reply, duties));
            case VaultOperation.TokenLookup _, VaultOperation.MountLookup _ -> upstream.pass(request);
        };
    }

    /// A client may ask for wrapping itself; then the shorter of the two times holds.
    private static VaultRequest wrapped(VaultRequest request, Duties duties) {
        if (duties.wrap() == 0) {
            return request;
        }
        long seconds = duties.maxTtl() == 0 ? duties.wrap() : Math.min(duties.wrap(), duties.maxTtl());
        OptionalLong asked = wholeSeconds(request.headers().get(HeaderRules.WRAP_TTL, ""));
        long shorter = asked.isPresent() && asked.getAsLong() > 0 ? Math.min(seconds, asked.getAsLong()) : seconds;
        return request.withHeader(HeaderRules.WRAP_TTL, shorter + "s");
    }

    private static OptionalLong wholeSeconds(String text) {
        return text.matches("[0-9]{1,9}s?")
                ? OptionalLong.of(Long.parseLong(text.replace("s", "")))
                : OptionalLong.empty();
    }

    /// A stored value does not end with its lease. What `max_ttl` bounds is how long a client may use it without asking
    /// again, and that is what the lease of a stored secret means to Vault's own clients.
    private Reply read(Reply reply, Duties duties) {
        if (!reply.isSuccess()) {
            return reply;
        }
        if (duties.wrap() > 0) {
            return isWrapped(reply) ? reply : unmet(duties, "wrap");
        }
        if (duties.maxTtl() == 0 || isWrapped(reply)) {
            return reply;
        }
        return shortened(reply, duties.maxTtl(), "lease_duration").orElseGet(() -> unmet(duties, "max_ttl"));
    }

    private CompletableFuture<Reply> issued(Reply reply, Duties duties) {
        if (!reply.isSuccess() || (duties.maxTtl() == 0 && duties.numUses() == 0 && duties.wrap() == 0)) {
            return CompletableFuture.completedFuture(reply);
        }
        if (duties.wrap() > 0) {
            return CompletableFuture.completedFuture(isWrapped(reply) ? reply : unmet(duties, "wrap"));
        }
        JsonNode auth = StrictJson.read(reply.body()).orElseThrow().path("auth");
        String token = auth.path("client_token").asText();
        long uses = auth.path("num_uses").asLong();
        if (token.isEmpty()) {
            return CompletableFuture.completedFuture(unmet(duties, "max_ttl"));
        }
        if (duties.numUses() > 0 && (uses == 0 || uses > duties.numUses())) {
            return takenBack(token, duties, "num_uses");
        }
        return duties.maxTtl() == 0 || withinTtl(auth, duties.maxTtl())
                ? CompletableFuture.completedFuture(reply)
                : shortenedToken(reply, token, duties);
    }

    private static boolean withinTtl(JsonNode auth, long seconds) {
        long lease = auth.path("lease_duration").asLong();
        return lease > 0 && lease <= seconds;
    }

    /// Renewing a token for less than it has left shortens it.
    private CompletableFuture<Reply> shortenedToken(Reply reply, String token, Duties duties) {
        long seconds = duties.maxTtl();
        return server.renewSelf(token, seconds).thenCompose(renewed -> {
            long left = StrictJson.read(renewed.body())
                    .map(json -> json.path("auth").path("lease_duration").asLong())
                    .orElse(0L);
            Optional<Reply> shown = renewed.isSuccess() && left > 0 && left <= seconds
                    ? shortened(reply, left, "auth", "lease_duration")
                    : Optional.empty();
            return shown.map(CompletableFuture::completedFuture).orElseGet(() -> takenBack(token, duties, "max_ttl"));
        });
    }

    private CompletableFuture<Reply> takenBack(String token, Duties duties, String obligation) {
        return server.revokeSelf(token).thenApply(ignored -> unmet(duties, obligation));
    }

    private static Optional<Reply> shortened(Reply reply, long seconds, String... keys) {
        JsonNode lease =
                StrictJson.read(reply.body()).map(json -> at(json, keys)).orElseThrow();
        boolean shortEnough = lease.asLong() > 0 && lease.asLong() <= seconds;
        return shortEnough
                ? Optional.of(reply)
                : StrictJson.withNumber(reply.body(), seconds, keys).map(reply::withBody);
    }

    private static JsonNode at(JsonNode json, String... keys) {
        JsonNode at = json;
        for (String key : keys) {
            at = at.path(key);
        }
        return at;
    }

    private static boolean isWrapped(Reply reply) {
        return StrictJson.read(reply.body())
                .filter(json ->
                        json.path("wrap_info").isObject() && json.path("data").isNull())
                .isPresent();
    }

    private Reply unmet(Duties duties, String obligation) {
        events.unmet(duties.decisionId(), obligation);
        return VaultErrors.denied("the obligation `" + obligation + "` cannot be met for this request (decision "
                + duties.decisionId() + ")");
    }
}
