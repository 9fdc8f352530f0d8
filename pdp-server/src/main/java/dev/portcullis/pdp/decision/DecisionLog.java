package dev.portcullis.pdp.decision;

/// Where decisions are recorded. One record per decision; none is lost silently.
public interface DecisionLog {
    /// Takes a record over, its lease included, and never blocks.
    ///
    /// @param onStored called exactly once: on this thread before the method returns, or later on the log's
    ///     own thread, where it must not block either
    void append(DecisionRecord record, OnStored onStored);

    /// Told how the recording went.
    @FunctionalInterface
    interface OnStored {
        /// Called when it is known.
        ///
        /// @param stored false when the log's mode promises more than it could keep: the answer must then be
        ///     a denial with [ReasonCode#LOG_UNAVAILABLE]
        void stored(boolean stored);
    }
}
