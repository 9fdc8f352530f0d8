package dev.portcullis.bridge.aws;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.portcullis.bridge.pdp.Question;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Sessions that AWS issued, to be handed out again: SDKs ask again before every call when a session has less than a
/// quarter of an hour left, which one of 900 s always has.
///
/// INVARIANT: a session is handed out only on a decision of its own, to the subject and for the role it was issued for,
/// and only when that decision's terms are the ones it was issued on. It has at least [#LEFT] to live then.
final class IssuedSessions {
    /// What a session that is handed out again has left at least.
    static final Duration LEFT = Duration.ofMinutes(5);

    private static final int MOST_KEPT = 10_000;

    private final TokenService service;
    private final AsyncCache<Key, Issue> kept;

    /// On what a session was issued.
    ///
    /// @param tags with an empty value where it is the decision's own id, which differs each time
    private record Key(Question.Subject subject, AwsRole role, int seconds, String policy, Map<String, String> tags) {}

    IssuedSessions(TokenService service, InstantSource clock) {
        this.service = service;
        this.kept = Caffeine.newBuilder()
                .maximumSize(MOST_KEPT)
                .expireAfter(Expiry.creating((Key key, Issue issue) -> lifetime(issue, clock)))
                .buildAsync();
    }

    private static Duration lifetime(Issue issue, InstantSource clock) {
        return switch (issue) {
            case Issue.Issued(RoleSession session) -> {
                Duration left =
                        Duration.between(clock.instant(), session.expires()).minus(LEFT);
                yield left.isNegative() ? Duration.ZERO : left;
            }
            case Issue.Unmeetable _, Issue.Failed _ -> Duration.ZERO;
        };
    }

    /// A session on these terms, kept or new. Never completes with an exception.
    CompletableFuture<Issue> session(Question.Subject subject, TokenService.Wish wish) {
        Terms.Agreed terms = wish.terms();
        Map<String, String> tags = new HashMap<>(terms.tags());
        tags.replaceAll((key, value) -> value.equals(wish.decisionId()) ? "" : value);
        Key key = new Key(subject, wish.role(), terms.seconds(), terms.policy(), Map.copyOf(tags));
        return kept.get(key, (same, executor) -> service.assume(wish));
    }
}
