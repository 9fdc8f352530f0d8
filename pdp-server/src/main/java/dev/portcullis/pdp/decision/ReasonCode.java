package dev.portcullis.pdp.decision;

/// Why a decision is a denial, from the server's point of view. The names are those of the wire and of metrics.
public enum ReasonCode {
    /// The policy said so.
    POLICY_DENY,
    /// The entrypoint has no value.
    UNDEFINED,
    /// A builtin failed, or an evaluation error without a code of its own.
    EVAL_ERROR,
    /// Two values for one document.
    EVAL_CONFLICT,
    /// The entrypoint's value does not have the shape of a decision.
    RESULT_MALFORMED,
    /// The caller's deadline or `limits.evaluation.time_us` passed.
    DEADLINE_EXCEEDED,
    /// The evaluation's step, recursion, value or row budget was used up.
    BUDGET_EXCEEDED,
    /// No bundle is active.
    POLICY_NOT_LOADED,
    /// The active bundle is past its freshness limit.
    POLICY_STALE,
    /// No snapshot is active.
    SNAPSHOT_NOT_LOADED,
    /// The active snapshot is past its `not_after`.
    SNAPSHOT_STALE,
    /// The active snapshot is older than the request's `min_snapshot`.
    SNAPSHOT_BEHIND,
    /// The request was readable but is not valid.
    REQUEST_INVALID,
    /// The decision could not be recorded.
    LOG_UNAVAILABLE,
    /// The server is at its concurrency limit.
    OVERLOADED,
    /// A broken invariant of the server.
    INTERNAL,
    /// An item of a batch that an earlier item ended.
    NOT_EVALUATED
}
