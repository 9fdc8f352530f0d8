package dev.portcullis.bridge.pdp;

/// Why a decision does not permit: the reason codes of the decision point under their own names, then those of this
/// client for decisions it must not act on.
public enum DenialCode {
    /// The policy said so.
    POLICY_DENY(true),
    /// The entrypoint has no value.
    UNDEFINED(false),
    /// The evaluation failed.
    EVAL_ERROR(false),
    /// Two values for one document.
    EVAL_CONFLICT(false),
    /// The entrypoint's value does not have the shape of a decision.
    RESULT_MALFORMED(false),
    /// The evaluation took too long.
    DEADLINE_EXCEEDED(false),
    /// The evaluation used up its budget.
    BUDGET_EXCEEDED(false),
    /// No bundle is active.
    POLICY_NOT_LOADED(false),
    /// The active bundle is past its freshness limit.
    POLICY_STALE(false),
    /// No snapshot is active.
    SNAPSHOT_NOT_LOADED(false),
    /// The active snapshot is past its freshness limit.
    SNAPSHOT_STALE(false),
    /// The active snapshot is older than the question asked for.
    SNAPSHOT_BEHIND(false),
    /// The question is not valid.
    REQUEST_INVALID(false),
    /// The decision could not be recorded.
    LOG_UNAVAILABLE(false),
    /// The decision point is at its concurrency limit.
    OVERLOADED(false),
    /// A broken invariant of the decision point.
    INTERNAL(false),
    /// The question was not evaluated.
    NOT_EVALUATED(false),

    /// A denial without a code, or with one that this version does not know.
    CODE_UNKNOWN(false),
    /// The effect is none, or one that this version does not know.
    EFFECT_UNKNOWN(false),
    /// The enforcement is one that this version does not know.
    ENFORCEMENT_UNKNOWN(false),
    /// An ALLOW with an obligation that the enforcement point does not meet.
    OBLIGATION_UNMET(false),
    /// An ALLOW that contradicts itself or the question.
    ANSWER_INCONSISTENT(false);

    private final boolean shadowable;

    DenialCode(boolean shadowable) {
        this.shadowable = shadowable;
    }

    /// Whether a bundle on trial lets such a denial pass: only when that bundle said so, never when it failed, or
    /// when the decision point did not decide, did not record, or was not understood.
    boolean isShadowable() {
        return shadowable;
    }
}
