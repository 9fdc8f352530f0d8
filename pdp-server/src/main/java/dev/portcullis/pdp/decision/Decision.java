package dev.portcullis.pdp.decision;

import java.util.UUID;

/// The answer to a request.
///
/// @param id a UUIDv7
/// @param requestId the request's own id; empty when it had none
/// @param evaluationNanos from the request's mapping to its verdict
public record Decision(
        UUID id,
        String requestId,
        Verdict verdict,
        DecisionVersions versions,
        long evaluationNanos,
        Enforcement enforcement) {
    /// The same decision as a denial that says why the verdict cannot be handed out.
    public Decision deniedWith(ReasonCode code, String message) {
        return new Decision(
                id, requestId, Verdict.denied(code, message), versions, evaluationNanos, Enforcement.ENFORCED);
    }
}
