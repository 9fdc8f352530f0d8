package dev.portcullis.bridge.pdp;

import dev.portcullis.proto.pdp.v1.DecisionRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Asks the decision point, over one stream, and fails closed: every question gets an [Answer] by its deadline, and
/// only
/// an [Answer.Permitted] lets a request pass. Connects with the first question, and again whenever the connection is
/// gone and there is something to ask. Safe for use by several threads.
public final class PdpClient implements AutoCloseable {
    private final PdpSettings settings;
    private final Connection connection;
    private final StreamKeeper keeper;
    private final AtomicInteger inFlight = new AtomicInteger();

    private PdpClient(PdpSettings settings, StreamKeeper.Pace pace) {
        this.settings = settings;
        this.connection = Connection.to(settings.endpoint(), settings.limits().answerBytes());
        this.keeper = new StreamKeeper(connection, settings.limits().inFlight(), pace);
    }

    /// A client of a decision point. Nothing has to listen there yet.
    public static PdpClient of(PdpSettings settings) {
        return of(settings, StreamKeeper.Pace.DEFAULT);
    }

    static PdpClient of(PdpSettings settings, StreamKeeper.Pace pace) {
        return new PdpClient(settings, pace);
    }

    /// Connects before there is a question, and rehearses one, so that the first one need not wait for either: in a
    /// process that has just started both take longer than a question may.
    ///
    /// @return completes with whether there is a connection, by the time at the latest
    public CompletableFuture<Boolean> connect(Duration most) {
        CompletableFuture<Boolean> connected = new CompletableFuture<>();
        connection.loop().execute(() -> keeper.connect(connected));
        Rehearsal.run(settings.limits().questionBytes());
        return connected.completeOnTimeout(false, most.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Asks a question. Several enforcement points may share a client: what one of them meets is said with each
    /// question, and is of no use to another.
    ///
    /// @param met types of the obligations that whoever asks meets; an ALLOW with another one is a denial
    /// @return completes with an answer by the deadline, never with an exception; on the client's event loop,
    ///     so what hangs on it must not block
    public CompletableFuture<Answer> decide(Question question, Set<String> met) {
        long deadline = System.nanoTime() + settings.deadline().toNanos();
        DecisionRequest message;
        try {
            message = QuestionMapping.fromQuestion(question, settings.limits().questionBytes());
        } catch (UnaskableException unaskable) {
            return unavailable(Outage.UNASKABLE, String.valueOf(unaskable.getMessage()));
        }
        int limit = settings.limits().inFlight();
        if (inFlight.incrementAndGet() > limit) {
            inFlight.decrementAndGet();
            return unavailable(Outage.OVERLOADED, "more than " + limit + " questions are unanswered");
        }
        return ask(new PendingQuestion(message, deadline, met, inFlight::decrementAndGet));
    }

    private CompletableFuture<Answer> ask(PendingQuestion question) {
        // A copy: a caller that cancels what it got must not end the question's own answer.
        CompletableFuture<Answer> answer = question.answer().copy();
        try {
            connection.loop().execute(() -> keeper.ask(question));
        } catch (RejectedExecutionException closed) {
            question.unavailable(Outage.CLOSED, "the client is closed");
        }
        return answer;
    }

    private static CompletableFuture<Answer> unavailable(Outage outage, String detail) {
        return CompletableFuture.completedFuture(new Answer.Unavailable(outage, detail));
    }

    /// Ends the connection; questions without an answer are denied. Not for use on the client's event loop.
    @Override
    public void close() {
        if (!connection.group().isShuttingDown()) {
            connection.loop().execute(keeper::close);
        }
        connection.close();
    }
}
