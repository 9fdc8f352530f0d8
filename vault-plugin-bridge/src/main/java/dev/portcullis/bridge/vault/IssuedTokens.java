package dev.portcullis.bridge.vault;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.bridge.http.Reply;
import dev.portcullis.bridge.http.StrictJson;
import dev.portcullis.bridge.pdp.EnforcementEvents;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;

/// Holds a token that a login was given against its duties, before anybody has it. What the role does not set is not
/// for the proxy to set, but for its lifetime, which can be shortened. A token that does not meet its duties is
/// revoked.
final class IssuedTokens {
    private final ServerQueries server;
    private final EnforcementEvents events;

    IssuedTokens(ServerQueries server, EnforcementEvents events) {
        this.server = server;
        this.events = events;
    }

    /// The answer to a login, or a denial.
    CompletableFuture<Reply> held(Reply reply, Duties duties) {
        JsonNode auth =
                StrictJson.read(reply.body()).map(json -> json.path("auth")).orElseThrow();
        String token = auth.path("client_token").asText();
        if (token.isEmpty()) {
            return CompletableFuture.completedFuture(unmet(duties, "max_ttl"));
        }
        long uses = auth.path("num_uses").asLong();
        if (duties.numUses() > 0 && (uses == 0 || uses > duties.numUses())) {
            return takenBack(token, duties, "num_uses");
        }
        return withinCidrs(token, duties)
                .thenCompose(within ->
                        within ? withinTtl(reply, auth, token, duties) : takenBack(token, duties, "bound_cidrs"));
    }

    private CompletableFuture<Boolean> withinCidrs(String token, Duties duties) {
        if (duties.cidrs().isEmpty()) {
            return CompletableFuture.completedFuture(true);
        }
        return server.tokenLookup(token).thenApply(reply -> {
            List<Optional<Cidr>> bound = ServerQueries.data(reply).stream()
                    .flatMap(data ->
                            StreamSupport.stream(data.path("bound_cidrs").spliterator(), false))
                    .map(each -> Cidr.of(each.asText()))
                    .toList();
            return !bound.isEmpty()
                    && bound.stream()
                            .allMatch(each -> each.isPresent()
                                    && duties.cidrs().stream().anyMatch(wide -> wide.contains(each.get())));
        });
    }

    private CompletableFuture<Reply> withinTtl(Reply reply, JsonNode auth, String token, Duties duties) {
        long seconds = duties.maxTtl();
        long lease = auth.path("lease_duration").asLong();
        return seconds == 0 || (lease > 0 && lease <= seconds)
                ? CompletableFuture.completedFuture(reply)
                : shortened(reply, token, duties);
    }

    /// Renewing a token for less than it has left shortens it.
    private CompletableFuture<Reply> shortened(Reply reply, String token, Duties duties) {
        long seconds = duties.maxTtl();
        return server.renew(token, seconds).thenCompose(renewed -> {
            long left = StrictJson.read(renewed.body())
                    .map(json -> json.path("auth").path("lease_duration").asLong())
                    .orElse(0L);
            Optional<Reply> shown = renewed.isSuccess() && left > 0 && left <= seconds
                    ? Leases.shortened(reply, left, "auth", "lease_duration")
                    : Optional.empty();
            return shown.map(CompletableFuture::completedFuture).orElseGet(() -> takenBack(token, duties, "max_ttl"));
        });
    }

    private CompletableFuture<Reply> takenBack(String token, Duties duties, String obligation) {
        return server.revoke(token).thenApply(ignored -> unmet(duties, obligation));
    }

    private Reply unmet(Duties duties, String obligation) {
        events.unmet(duties.decisionId(), obligation);
        return VaultErrors.unmet(obligation, duties.decisionId());
    }
}
