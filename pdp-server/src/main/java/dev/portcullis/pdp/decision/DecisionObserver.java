package dev.portcullis.pdp.decision;

/// Told of every answer given, for metrics. Must not block.
@FunctionalInterface
public interface DecisionObserver {
    /// A decision was answered.
    ///
    /// @param answer as sent
    void answered(Decision answer, Call call);
}
