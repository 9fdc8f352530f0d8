package dev.portcullis.bridge.pdp;

import io.grpc.Status;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Keeps a stream to the decision point while there are questions, and the questions that wait for one.
///
/// A question goes out as soon as the stream takes it. Until then it waits here, so that nothing is asked after its
/// deadline and a decision point that does not read holds no memory. Connecting is tried again while questions wait,
/// never more often than [Pace#retry]: a decision point that comes back is used without a restart. A question that
/// was asked on a stream that broke is not asked again: its decision may have been made and recorded.
///
/// INVARIANT: everything here runs on the connection's event loop.
final class StreamKeeper implements DecisionStream.Owner {
    private final Connection connection;
    private final EventLoop loop;
    private final int limit;
    private final Pace pace;
    private final Deque<PendingQuestion> waiting = new ArrayDeque<>();
    private @Nullable DecisionStream stream;
    private @Nullable String failure;
    private long lastAttempt;
    private @Nullable Future<?> retry;
    /// Whoever wants to know of the stream that is being opened.
    private final List<CompletableFuture<Boolean>> hoping = new ArrayList<>();
    private boolean closed;

    /// When to try again.
    ///
    /// @param retry least nanoseconds between two attempts to open a stream
    /// @param silence nanoseconds without any answer to open questions, after which a stream is given up
    record Pace(long retry, long silence) {
        static final Pace DEFAULT = new Pace(TimeUnit.MILLISECONDS.toNanos(20), TimeUnit.SECONDS.toNanos(1));
    }

    StreamKeeper(Connection connection, int limit, Pace pace) {
        this.connection = connection;
        this.loop = connection.loop();
        this.limit = limit;
        this.pace = pace;
        this.lastAttempt = System.nanoTime() - pace.retry;
    }

    /// Asks, now or as soon as there is a stream that takes the question.
    void ask(PendingQuestion question) {
        if (closed) {
            question.unavailable(Outage.CLOSED, "the client is closed");
            return;
        }
        question.setTimer(loop.schedule(() -> expire(question), question.nanosLeft(), TimeUnit.NANOSECONDS));
        waiting.add(question);
        flush();
    }

    /// Opens a stream that nobody has asked for yet; one attempt.
    void connect(CompletableFuture<Boolean> connected) {
        if (closed) {
            connected.complete(false);
            return;
        }
        hoping.add(connected);
        if (stream == null) {
            reopen();
        } else if (stream.isReady()) {
            tellHoping(true);
        }
    }

    private void tellHoping(boolean connected) {
        hoping.forEach(each -> each.complete(connected));
        hoping.clear();
    }

    /// Denies what waits; what was asked is denied as the connection ends.
    void close() {
        closed = true;
        tellHoping(false);
        failWaiting(Outage.CLOSED, "the client is closed");
    }

    private void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        DecisionStream open = stream;
        if (open == null) {
            reopen();
            return;
        }
        while (open.isReady()) {
            PendingQuestion next = waiting.poll();
            if (next == null) {
                return;
            }
            next.asked(new PendingQuestion.Place(open, open.ask(next)));
        }
    }

    private void expire(PendingQuestion question) {
        PendingQuestion.Place place = question.place();
        if (place != null) {
            place.stream().giveUp(place.id());
            question.unavailable(Outage.TIMEOUT, "no answer within the deadline");
            checkSilence(place.stream());
            return;
        }
        waiting.remove(question);
        question.unavailable(
                Outage.NOT_CONNECTED,
                failure == null ? "the decision point takes no question" : "no connection: " + failure);
        if (stream != null) {
            checkSilence(stream);
        }
    }

    /// A stream that has not answered anything for long may never: a fresh one costs less than a wait without end.
    private void checkSilence(DecisionStream open) {
        if (open.silentNanos() > pace.silence) {
            open.cancel("no answer for too long");
        }
    }

    private void reopen() {
        long wait = lastAttempt + pace.retry - System.nanoTime();
        if (wait > 0) {
            if (retry == null) {
                retry = loop.schedule(this::retry, wait, TimeUnit.NANOSECONDS);
            }
            return;
        }
        lastAttempt = System.nanoTime();
        // The channel's own back-off grows to minutes, which is meant for servers far away.
        connection.channel().resetConnectBackoff();
        stream = DecisionStream.open(connection, this, limit);
    }

    private void retry() {
        retry = null;
        flush();
    }

    @Override
    public void ready(DecisionStream open) {
        if (open == stream) {
            failure = null;
            if (open.isReady()) {
                tellHoping(true);
            }
            flush();
        }
    }

    @Override
    public void ended(DecisionStream over, Status status, Iterable<PendingQuestion> interrupted) {
        String why = describe(status);
        for (PendingQuestion question : interrupted) {
            if (closed) {
                question.unavailable(Outage.CLOSED, "the client is closed");
            } else {
                question.unavailable(
                        isRefusal(status) ? Outage.REFUSED : Outage.INTERRUPTED, "the connection ended: " + why);
            }
        }
        if (over != stream) {
            return;
        }
        stream = null;
        failure = why;
        tellHoping(false);
        if (isRefusal(status)) {
            failWaiting(Outage.REFUSED, why);
        }
        flush();
    }

    private void failWaiting(Outage outage, String detail) {
        for (PendingQuestion question; (question = waiting.poll()) != null; ) {
            question.unavailable(outage, detail);
        }
    }

    /// Whether asking again is useless until somebody changes something.
    private static boolean isRefusal(Status status) {
        return switch (status.getCode()) {
            case PERMISSION_DENIED, UNAUTHENTICATED, UNIMPLEMENTED, INVALID_ARGUMENT, FAILED_PRECONDITION -> true;
            case OK,
                    CANCELLED,
                    UNKNOWN,
                    DEADLINE_EXCEEDED,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    RESOURCE_EXHAUSTED,
                    ABORTED,
                    OUT_OF_RANGE,
                    INTERNAL,
                    UNAVAILABLE,
                    DATA_LOSS -> false;
        };
    }

    private static String describe(Status status) {
        String text = status.getDescription();
        Throwable cause = status.getCause();
        if (cause != null && cause.getMessage() != null) {
            text = text == null ? cause.getMessage() : text + ": " + cause.getMessage();
        }
        return text == null ? status.getCode().name() : status.getCode().name() + ": " + text;
    }
}
