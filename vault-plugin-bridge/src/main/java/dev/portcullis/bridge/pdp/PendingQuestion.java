package dev.portcullis.bridge.pdp;

import dev.portcullis.proto.pdp.v1.Decision;
import dev.portcullis.proto.pdp.v1.DecisionRequest;
import io.netty.util.concurrent.Future;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A question that has no answer yet. The first answer it is given counts, and it is given one by its deadline.
final class PendingQuestion {
    private final DecisionRequest message;
    private final long deadline;
    private final Set<String> obligations;
    private final Runnable whenAnswered;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private @Nullable Future<?> timer;
    private @Nullable Place place;

    /// Where a question was asked.
    record Place(DecisionStream stream, long id) {}

    /// @param deadline in the nanoseconds of [System#nanoTime]
    /// @param obligations that the enforcement point meets
    /// @param whenAnswered runs once, just before the answer is given
    PendingQuestion(DecisionRequest message, long deadline, Set<String> obligations, Runnable whenAnswered) {
        this.message = message;
        this.deadline = deadline;
        this.obligations = obligations;
        this.whenAnswered = whenAnswered;
    }

    DecisionRequest message() {
        return message;
    }

    CompletableFuture<Answer> answer() {
        return answer;
    }

    /// Nanoseconds until the deadline; none left when not positive.
    long nanosLeft() {
        return deadline - System.nanoTime();
    }

    /// What ends the wait at the deadline; cancelled with the answer.
    void setTimer(Future<?> timer) {
        this.timer = timer;
    }

    /// Where it was asked; null while it waits.
    @Nullable
    Place place() {
        return place;
    }

    /// Notes that it was asked.
    void asked(Place at) {
        place = at;
    }

    /// Answers with what the decision point decided, unless that came too late.
    void decided(Decision decision) {
        if (nanosLeft() <= 0) {
            unavailable(Outage.TIMEOUT, "the answer came after the deadline");
        } else {
            settle(AnswerMapping.toAnswer(decision, message.getRequestId(), obligations));
        }
    }

    /// Answers that there is no decision.
    void unavailable(Outage outage, String detail) {
        settle(new Answer.Unavailable(outage, detail));
    }

    private void settle(Answer given) {
        if (answer.isDone()) {
            return;
        }
        whenAnswered.run();
        Future<?> wait = timer;
        if (wait != null) {
            wait.cancel(false);
        }
        answer.complete(given);
    }
}
