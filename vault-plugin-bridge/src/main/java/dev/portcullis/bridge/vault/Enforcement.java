package dev.portcullis.bridge.vault;

import dev.portcullis.bridge.http.Reply;
import dev.portcullis.bridge.http.StrictJson;
import dev.portcullis.bridge.pdp.EnforcementEvents;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/// Passes an allowed request on and meets its duties. Whatever cannot be met is not handed out.
final class Enforcement {
    private final Upstream upstream;
    private final IssuedTokens issued;
    private final EnforcementEvents events;

    Enforcement(Upstream upstream, IssuedTokens issued, EnforcementEvents events) {
        this.upstream = upstream;
        this.issued = issued;
        this.events = events;
    }

    CompletableFuture<Reply> pass(VaultRequest request, Duties duties) {
        VaultRequest passed =
                duties.decisionId().isEmpty() ? request : request.withHeader(HeaderRules.DECISION, duties.decisionId());
        return switch (request.operation()) {
            case VaultOperation.SecretRead _ ->
                upstream.pass(wrapped(passed, duties)).thenApply(reply -> read(reply, duties));
            case VaultOperation.AppRoleLogin _ -> login(passed, duties);
            case VaultOperation.TokenLookup _, VaultOperation.MountLookup _ -> upstream.pass(passed);
        };
    }

    /// A client may ask for wrapping itself; then the shortest of the times holds. What stays wrapped for longer than
    /// `max_ttl` could be used for longer.
    private static VaultRequest wrapped(VaultRequest request, Duties duties) {
        long asked = HeaderRules.wrapSeconds(request.headers());
        if (duties.wrap() == 0 && (duties.maxTtl() == 0 || asked == 0)) {
            return request;
        }
        long seconds = LongStream.of(duties.wrap(), duties.maxTtl(), asked)
                .filter(each -> each > 0)
                .min()
                .orElseThrow();
        return request.withHeader(HeaderRules.WRAP_TTL, seconds + "s");
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
        return Leases.shortened(reply, duties.maxTtl(), "lease_duration").orElseGet(() -> unmet(duties, "max_ttl"));
    }

    /// A token in an answer that the client wants wrapped could not be held against anything.
    private CompletableFuture<Reply> login(VaultRequest request, Duties duties) {
        return duties.boundToken() && HeaderRules.wrapSeconds(request.headers()) > 0
                ? CompletableFuture.completedFuture(unmet(duties, "wrap"))
                : upstream.pass(wrapped(request, duties)).thenCompose(reply -> issued(reply, duties));
    }

    private CompletableFuture<Reply> issued(Reply reply, Duties duties) {
        if (reply.isSuccess() && duties.boundToken()) {
            return issued.held(reply, duties);
        }
        boolean left = reply.isSuccess() && duties.wrap() > 0 && !isWrapped(reply);
        return CompletableFuture.completedFuture(left ? unmet(duties, "wrap") : reply);
    }

    private static boolean isWrapped(Reply reply) {
        return StrictJson.read(reply.body())
                .filter(json ->
                        json.path("wrap_info").isObject() && json.path("data").isNull())
                .isPresent();
    }

    private Reply unmet(Duties duties, String obligation) {
        events.unmet(duties.decisionId(), obligation);
        return VaultErrors.unmet(obligation, duties.decisionId());
    }
}
