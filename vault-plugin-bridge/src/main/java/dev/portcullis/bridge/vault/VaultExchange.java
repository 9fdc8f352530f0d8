package dev.portcullis.bridge.vault;

import dev.portcullis.bridge.http.Reply;
import dev.portcullis.bridge.pdp.Answer;
import dev.portcullis.bridge.pdp.EnforcementEvents;
import dev.portcullis.bridge.pdp.Obligation;
import dev.portcullis.bridge.pdp.Question;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/// One request from beginning to end: is the mount what it should be, who is it, may they, pass it on. Every way out of
/// it that is not a decision to permit is a denial.
final class VaultExchange {
    private final MountTable mounts;
    private final Identities identities;
    private final AppRoles appRoles;
    private final Questions questions;
    private final Function<Question, CompletableFuture<Answer>> decisionPoint;
    private final Enforcement enforcement;
    private final EnforcementEvents events;

    VaultExchange(
            MountTable mounts,
            Identities identities,
            AppRoles appRoles,
            Questions questions,
            Function<Question, CompletableFuture<Answer>> decisionPoint,
            Enforcement enforcement,
            EnforcementEvents events) {
        this.mounts = mounts;
        this.identities = identities;
        this.appRoles = appRoles;
        this.questions = questions;
        this.decisionPoint = decisionPoint;
        this.enforcement = enforcement;
        this.events = events;
    }

    /// Completes with what the client gets; a broken invariant is a denial, too.
    CompletableFuture<Reply> answer(VaultRequest request) {
        return CompletableFuture.completedFuture(request)
                .thenCompose(this::identified)
                .thenCompose(found -> switch (found) {
                    case Identified.Nobody(Reply reply) -> CompletableFuture.completedFuture(reply);
                    case Identified.As(Identity who) -> decided(request, who);
                })
                .exceptionally(broken -> {
                    events.broken(broken);
                    return VaultErrors.of(500, "the proxy failed; nothing was handed out");
                });
    }

    private CompletableFuture<Identified> identified(VaultRequest request) {
        return switch (request.operation()) {
            case VaultOperation.AppRoleLogin login -> appRoles.of(login);
            case VaultOperation.TokenLookup _ -> identities.of(request.token());
            case VaultOperation.MountLookup lookup -> known(lookup.mount(), request.token());
            case VaultOperation.SecretRead read -> known(read.mount(), request.token());
        };
    }

    private CompletableFuture<Identified> known(String mount, String token) {
        return mounts.keyValue(mount).thenCompose(found -> switch (found) {
            case MountTable.Found.Mount _ -> identities.of(token);
            case MountTable.Found.Nothing(Reply reply) -> Identities.nobody(reply);
        });
    }

    private CompletableFuture<Reply> decided(VaultRequest request, Identity who) {
        if (request.operation() instanceof VaultOperation.MountLookup) {
            return enforcement.pass(request, Duties.none(""));
        }
        return decisionPoint.apply(questions.about(request, who)).thenCompose(answer -> switch (answer) {
            case Answer.Allowed(String id, List<Obligation> obligations, List<String> _) ->
                allowed(request, id, obligations);
            case Answer.Shadowed shadowed -> enforcement.pass(request, Duties.none(shadowed.decisionId()));
            case Answer.Denied denied -> CompletableFuture.completedFuture(denied(denied));
            case Answer.Unavailable unavailable -> CompletableFuture.completedFuture(undecided(unavailable));
        });
    }

    private Reply denied(Answer.Denied denied) {
        List<Obligation> tell = denied.obligations().stream()
                .filter(each -> each.type().equals(Duties.NOTIFY))
                .toList();
        events.tell(denied.decisionId(), tell);
        return VaultErrors.denied(denied.sentence());
    }

    private Reply undecided(Answer.Unavailable unavailable) {
        events.undecided(unavailable);
        return VaultErrors.denied(unavailable.sentence());
    }

    private CompletableFuture<Reply> allowed(VaultRequest request, String id, List<Obligation> obligations) {
        Optional<Duties> duties = Duties.of(id, obligations, request.operation());
        if (duties.isEmpty()) {
            String types = obligations.stream().map(Obligation::type).sorted().collect(Collectors.joining("`, `"));
            events.unmet(id, types);
            return CompletableFuture.completedFuture(VaultErrors.unmet(types, id));
        }
        events.tell(id, duties.get().tell());
        return enforcement.pass(request, duties.get());
    }
}
