package dev.portcullis.pdp.decision;

/// Whether an answer binds the enforcement point.
public enum Enforcement {
    /// Do as the answer says.
    ENFORCED,
    /// The bundle is on trial ([Shadow]): the answer is logged and the request passes.
    SHADOW
}
