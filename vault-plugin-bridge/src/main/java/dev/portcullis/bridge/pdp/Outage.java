package dev.portcullis.bridge.pdp;

/// Why there is no decision. Each is a denial.
public enum Outage {
    /// The question was asked and not answered within the deadline.
    TIMEOUT,
    /// There was no connection to ask through within the deadline.
    NOT_CONNECTED,
    /// The connection ended between question and answer.
    INTERRUPTED,
    /// The decision point refuses to talk to this caller, or does not offer the call.
    REFUSED,
    /// Too many questions are unanswered.
    OVERLOADED,
    /// The question cannot be sent as it is: too long, or not valid Unicode.
    UNASKABLE,
    /// The answer cannot be read as one.
    MALFORMED,
    /// The client was closed.
    CLOSED
}
