package dev.portcullis.bridge.aws;

import dev.portcullis.bridge.http.Exchange;
import dev.portcullis.bridge.http.Reply;
import dev.portcullis.bridge.pdp.Answer;
import dev.portcullis.bridge.pdp.DenialCode;
import dev.portcullis.bridge.pdp.EnforcementEvents;
import dev.portcullis.bridge.pdp.Question;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// One request for credentials from beginning to end: who is it, may they, on which terms, ask AWS. Every way out of it
/// that is not a decision to permit hands out nothing.
final class CredentialExchange implements Exchange {
    private static final String PATH = "/v1/roles/";

    private final AwsSettings settings;
    private final Callers callers;
    private final Executor executor;
    private final Function<Question, CompletableFuture<Answer>> decisionPoint;
    private final IssuedSessions sessions;
    private final EnforcementEvents events;

    /// @param executor for what reads files
    CredentialExchange(
            AwsSettings settings,
            Callers callers,
            Executor executor,
            Function<Question, CompletableFuture<Answer>> decisionPoint,
            IssuedSessions sessions,
            EnforcementEvents events) {
        this.settings = settings;
        this.callers = callers;
        this.executor = executor;
        this.decisionPoint = decisionPoint;
        this.sessions = sessions;
        this.events = events;
    }

    @Override
    public CompletableFuture<Reply> answer(FullHttpRequest http, String address) {
        List<String> tokens = http.headers().getAll(HttpHeaderNames.AUTHORIZATION);
        String path = http.uri();
        if (http.decoderResult().isFailure()
                || tokens.size() > 1
                || http.content().isReadable()) {
            return now(BrokerReplies.refused(400, "the request is no plain GET with one header `Authorization`"));
        }
        if (!path.startsWith(PATH)) {
            return now(BrokerReplies.refused(404, "there is only `" + PATH + "<name>` here"));
        }
        if (!http.method().equals(HttpMethod.GET)) {
            return now(BrokerReplies.refused(405, "credentials are asked for by GET"));
        }
        String name = path.substring(PATH.length());
        String token = tokens.isEmpty() ? "" : tokens.getFirst();
        return CompletableFuture.supplyAsync(() -> callers.recognise(token), executor)
                .thenCompose(found -> recognised(found, name, address))
                .exceptionally(broken -> {
                    events.broken(broken);
                    return BrokerReplies.unserved(500, "the broker failed; nothing was handed out");
                });
    }

    private CompletableFuture<Reply> recognised(Recognition found, String name, String address) {
        return switch (found) {
            case Recognition.Stranger(String why) -> now(BrokerReplies.unauthenticated(why));
            case Recognition.Unjudged(String why) -> now(unserved(503, why));
            case Recognition.Known(Question.Subject subject) -> {
                AwsRole role = settings.roles().get(name);
                // The name is the client's own text, which a log or a terminal may not be ready for.
                yield role == null
                        ? now(BrokerReplies.refused(404, "there is no role of this name"))
                        : decided(subject, role, address);
            }
        };
    }

    /// Without an id of the request's own, policies see the decision's id as the request's, and put it into tags.
    private CompletableFuture<Reply> decided(Question.Subject subject, AwsRole role, String address) {
        Question question = new Question(
                "",
                subject,
                new Question.Action("role.assume", Map.of()),
                new Question.Resource("aws_role", role.id(), Map.of()),
                settings.place().context(address, role.seconds()));
        return decisionPoint.apply(question).thenCompose(answer -> switch (answer) {
            case Answer.Allowed allowed ->
                allowed(subject, role, allowed.decisionId(), TermsReader.read(allowed.obligations(), role.seconds()));
            case Answer.Shadowed shadowed ->
                allowed(subject, role, shadowed.decisionId(), Terms.Agreed.plain(role.seconds()));
            case Answer.Denied denied -> now(denied(denied));
            case Answer.Unavailable unavailable -> now(undecided(unavailable));
        });
    }

    private Reply undecided(Answer.Unavailable unavailable) {
        events.undecided(unavailable);
        return BrokerReplies.denied(unavailable.sentence());
    }

    private Reply denied(Answer.Denied denied) {
        if (denied.code() == DenialCode.OBLIGATION_UNMET) {
            events.unmet(denied.decisionId(), denied.message());
        }
        events.tell(
                denied.decisionId(),
                denied.obligations().stream()
                        .filter(each -> each.type().equals("notify"))
                        .toList());
        return BrokerReplies.denied(denied.sentence());
    }

    private CompletableFuture<Reply> allowed(Question.Subject subject, AwsRole role, String decisionId, Terms terms) {
        return switch (terms) {
            case Terms.Unmeetable(String why) -> now(unmet(why, decisionId));
            case Terms.Agreed agreed -> {
                events.tell(decisionId, agreed.tell());
                TokenService.Wish wish = new TokenService.Wish(role, SessionName.of(subject.id()), decisionId, agreed);
                yield sessions.session(subject, wish).thenApply(issue -> reply(issue, wish));
            }
        };
    }

    private Reply reply(Issue issue, TokenService.Wish wish) {
        return switch (issue) {
            case Issue.Issued(RoleSession session) -> Reply.json(200, session.asJson(wish.role()));
            case Issue.Unmeetable(String why) -> unmet(why, wish.decisionId());
            case Issue.Failed(int status, String why) ->
                unserved(status, why + " (decision " + wish.decisionId() + ")");
        };
    }

    private Reply unserved(int status, String why) {
        events.unserved(why);
        return BrokerReplies.unserved(status, why);
    }

    private Reply unmet(String why, String decisionId) {
        events.unmet(decisionId, why);
        return BrokerReplies.denied(
                "an obligation of the decision cannot be met: " + why + " (decision " + decisionId + ")");
    }

    private static CompletableFuture<Reply> now(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
