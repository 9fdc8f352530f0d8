package dev.portcullis.bridge.pdp;

import dev.portcullis.proto.pdp.v1.DecisionRequest;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Asks the decision point, over one stream for each event loop, and fails closed: every question gets an [Answer] by
/// its deadline, and only an [Answer.Permitted] lets a request pass. Connects with the first question, and again
/// whenever a connection is gone and there is something to ask. A question that is asked on one of the event loops is
/// sent and answered there, without another thread. Safe for use by several threads.
public final class PdpClient implements AutoCloseable {
    private final PdpSettings settings;
    private final List<Line> lines = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();

    /// One connection and what is asked over it.
    private record Line(Connection connection, StreamKeeper keeper) {}

    private PdpClient(PdpSettings settings, EventLoopGroup loops, StreamKeeper.Pace pace) {
        this.settings = settings;
        for (EventExecutor loop : loops) {
            Connection connection =
                    Connection.to(settings.endpoint(), settings.limits().answerBytes(), (EventLoop) loop);
            lines.add(new Line(
                    connection, new StreamKeeper(connection, settings.limits().inFlight(), pace)));
        }
    }

    /// A client of a decision point. Nothing has to listen there yet.
    ///
    /// @param loops of epoll where there is epoll, else of NIO; they have to outlive the client
    public static PdpClient of(PdpSettings settings, EventLoopGroup loops) {
        return of(settings, loops, StreamKeeper.Pace.DEFAULT);
    }

    static PdpClient of(PdpSettings settings, EventLoopGroup loops, StreamKeeper.Pace pace) {
        return new PdpClient(settings, loops, pace);
    }

    /// Connects before there is a question, and rehearses one, so that the first one need not wait for either: in a
    /// process that has just started both take longer than a question may.
    ///
    /// @return completes with whether every connection is there, by the time at the latest
    public CompletableFuture<Boolean> connect(Duration most) {
        CompletableFuture<Boolean> all = CompletableFuture.completedFuture(true);
        for (Line line : lines) {
            CompletableFuture<Boolean> connected = new CompletableFuture<>();
            line.connection().loop().execute(() -> line.keeper().connect(connected));
            all = all.thenCombine(connected, Boolean::logicalAnd);
        }
        Rehearsal.run(settings.limits().questionBytes());
        return all.completeOnTimeout(false, most.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Asks a question. Several enforcement points may share a client: what one of them meets is said with each
    /// question, and is of no use to another.
    ///
    /// @param met types of the obligations that whoever asks meets; an ALLOW with another one is a denial
    /// @return completes with an answer by the deadline, never with an exception; on one of the event
    ///     loops,
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
        Line line = line();
        EventLoop loop = line.connection().loop();
        if (loop.inEventLoop()) {
            line.keeper().ask(question);
            return answer;
        }
        try {
            loop.execute(() -> line.keeper().ask(question));
        } catch (RejectedExecutionException closed) {
            question.unavailable(Outage.CLOSED, "the client is closed");
        }
        return answer;
    }

    private Line line() {
        for (Line line : lines) {
            if (line.connection().loop().inEventLoop()) {
                return line;
            }
        }
        return lines.get(Math.floorMod(turn.getAndIncrement(), lines.size()));
    }

    private static CompletableFuture<Answer> unavailable(Outage outage, String detail) {
        return CompletableFuture.completedFuture(new Answer.Unavailable(outage, detail));
    }

    /// Ends the connections; questions without an answer are denied. Not for use on one of the event loops.
    @Override
    public void close() {
        for (Line line : lines) {
            EventLoop loop = line.connection().loop();
            if (!loop.isShuttingDown()) {
                loop.execute(line.keeper()::close);
            }
            line.connection().close();
        }
    }
}
