package dev.portcullis.pdp.grpc;

import io.grpc.Status;

/// Why a call ends without a decision. The name is the `reason` of the call's `ErrorInfo`.
enum DoorError {
    /// `callers:` does not list who called.
    CALLER_UNKNOWN(Status.Code.PERMISSION_DENIED),
    /// Explain discloses lineage and needs its own grant.
    EXPLAIN_NOT_GRANTED(Status.Code.PERMISSION_DENIED),
    /// Bytes that are no message of the method: cut, not UTF-8, nested too deep.
    MESSAGE_UNREADABLE(Status.Code.INVALID_ARGUMENT),
    /// A batch has no questions, or more than allowed.
    BATCH_SIZE(Status.Code.INVALID_ARGUMENT),
    /// A batch asks for a semantic that this server does not know.
    BATCH_SEMANTIC(Status.Code.INVALID_ARGUMENT),
    /// `limits.serving.calls_in_flight` is reached.
    CALLS_IN_FLIGHT(Status.Code.RESOURCE_EXHAUSTED),
    /// A broken invariant outside a decision.
    INTERNAL(Status.Code.INTERNAL);

    private final Status.Code status;

    DoorError(Status.Code status) {
        this.status = status;
    }

    Status.Code status() {
        return status;
    }
}
