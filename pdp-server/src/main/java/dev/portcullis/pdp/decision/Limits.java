package dev.portcullis.pdp.decision;

import dev.portcullis.rego.eval.EvaluationLimits;

/// Every limit of the server. Beside each stands what a caller gets who reaches it: a denial's [ReasonCode], or a
/// gRPC status where there is no decision.
public record Limits(Request request, Evaluation evaluation, Serving serving, Connections connections) {
    public static final Limits DEFAULT =
            new Limits(Request.DEFAULT, Evaluation.DEFAULT, Serving.DEFAULT, Connections.DEFAULT);

    /// Limits of one request.
    ///
    /// @param messageBytes longest message on the wire; RESOURCE_EXHAUSTED
    /// @param idLength longest canonical id or other identifier, in UTF-16 units; REQUEST_INVALID
    /// @param textBytes longest other text, in UTF-8; REQUEST_INVALID
    /// @param depth deepest nesting of property values; REQUEST_INVALID
    /// @param propertyValues values in all properties together; REQUEST_INVALID
    /// @param actorChain links of an actor chain; REQUEST_INVALID
    /// @param scopes requested scopes; REQUEST_INVALID
    /// @param batch questions of a batch; INVALID_ARGUMENT
    public record Request(
            int messageBytes,
            int idLength,
            int textBytes,
            int depth,
            int propertyValues,
            int actorChain,
            int scopes,
            int batch) {
        public static final Request DEFAULT = new Request(1 << 20, 1_024, 16_384, 16, 4_096, 16, 256, 256);
    }

    /// Limits of one evaluation.
    ///
    /// @param timeNanos longest hold of an event loop; DEADLINE_EXCEEDED
    /// @param steps, recursion and values: BUDGET_EXCEEDED
    /// @param rows distinct rows of `data.lineage` that are read; BUDGET_EXCEEDED
    public record Evaluation(long timeNanos, EvaluationLimits steps, int rows) {
        public static final Evaluation DEFAULT = new Evaluation(5_000_000L, EvaluationLimits.DECISION, 4_096);
    }

    /// Limits of the questions that are open at once, on all listeners together.
    ///
    /// @param leastConcurrent what the adaptive limit never goes below; see [ConcurrencyLimit]
    /// @param mostConcurrent what it never goes above; a question beyond it is OVERLOADED
    /// @param callsInFlight calls at once, whatever their kind; RESOURCE_EXHAUSTED
    /// @param streamBacklog open questions of one DecideStream; further ones wait at the client
    /// @param slowThreads threads for what must not hold an event loop (Explain, long batches)
    /// @param slowQueue such questions waiting for a thread; OVERLOADED
    /// @param inlineBatch longest batch that is answered on the event loop; longer ones go to the slow threads
    public record Serving(
            int leastConcurrent,
            int mostConcurrent,
            int callsInFlight,
            int streamBacklog,
            int slowThreads,
            int slowQueue,
            int inlineBatch) {
        public static final Serving DEFAULT = new Serving(256, 8_192, 16_384, 1_024, 2, 64, 16);
    }

    /// Limits of connections. A client that does not read leaves pings unanswered, so it is dropped like a dead one;
    /// until then HTTP/2's windows hold its answers back and `calls` bounds how many there are.
    ///
    /// @param most open connections per listener; a further one is closed at once
    /// @param calls HTTP/2 streams at once on a connection; a further one waits at the client or is REFUSED_STREAM
    /// @param headerBytes headers of a call; RESOURCE_EXHAUSTED or a closed connection
    /// @param idleMillis after so long without a call a connection is closed
    /// @param ageMillis after so long one with a client certificate is closed, so that the client shows it again
    /// @param pingMillis after so long without a sign of life a ping is sent; gRPC makes it 10 s at least
    /// @param pingTimeoutMillis a ping that is not answered, or a handshake that is not over, closes the connection
    /// @param leastPingMillis a client that pings more often is told to go away (ENHANCE_YOUR_CALM)
    public record Connections(
            int most,
            int calls,
            int headerBytes,
            long idleMillis,
            long ageMillis,
            long pingMillis,
            long pingTimeoutMillis,
            long leastPingMillis) {
        public static final Connections DEFAULT =
                new Connections(4_096, 1_024, 8_192, 1_800_000, 3_600_000, 60_000, 20_000, 10_000);
    }
}
