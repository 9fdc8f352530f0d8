package dev.portcullis.pdp.decision;

/// What a door made of a message it could read.
public sealed interface MappedRequest {
    /// A valid request.
    record Valid(DecisionRequest request) implements MappedRequest {}

    /// A request that gets a denial with [ReasonCode#REQUEST_INVALID].
    ///
    /// @param known the parts that are valid by themselves, for the record: what is wrong, properties included,
    ///     might be a secret and is left out
    /// @param message what is wrong with it
    record Invalid(DecisionRequest known, String message) implements MappedRequest {}
}
