package dev.portcullis.rego.plan;

/// How policies are planned. Every mode gives the same answers.
public enum PlanMode {
    /// With rule index, early exit and joins.
    OPTIMISED,
    /// Every body is evaluated, one after the other.
    PLAIN,
    /// As [#PLAIN], and a tracer is told of every expression.
    TRACED
}
