package dev.portcullis.pdp.decision;

/// What a decision says.
public enum Effect {
    /// Hand it out, if every obligation is met.
    ALLOW,
    /// Do not.
    DENY
}
