package dev.portcullis.pdp.decision;

import dev.portcullis.rego.eval.EvaluationLimits;

/// Every limit of the server. Beside each stands what a caller gets who reaches it: a denial's [ReasonCode], or a
/// gRPC
/// status where there is no decision.
public record Limits(Request request, Evaluation evaluation, Serving serving) {
    public static final Limits DEFAULT = new Limits(Request.DEFAULT, Evaluation.DEFAULT, Serving.DEFAULT);

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

    /// Limits of the server as a whole.
    ///
    /// @param connections open connections per listener; a further one is closed at once
    /// @param callsPerConnection HTTP/2 streams at once on a connection; further ones wait at the client
    /// @param callsInFlight calls at once on all listeners; RESOURCE_EXHAUSTED
    /// @param streamBacklog open questions of one DecideStream; further ones wait at the client
    /// @param slowThreads threads for what must not hold an event loop (Explain, long batches)
    /// @param slowQueue such questions waiting for a thread; OVERLOADED
    /// @param inlineBatch longest batch that is answered on the event loop; longer ones go to the slow threads
    public record Serving(
            int connections,
            int callsPerConnection,
            int callsInFlight,
            int streamBacklog,
            int slowThreads,
            int slowQueue,
            int inlineBatch) {
        public static final Serving DEFAULT = new Serving(4_096, 1_024, 16_384, 1_024, 2, 64, 16);
    }
}
