package dev.portcullis.rego.eval;

/// Bounds of one evaluation. Reaching one ends it with [EvaluationException.Code#BUDGET].
///
/// @param steps plan statements executed and elements visited
/// @param recursion nested calls of rules and functions
/// @param values value nodes built
public record EvaluationLimits(long steps, int recursion, long values) {
    /// For the decision path: far above what a sane policy needs, far below what hurts.
    public static final EvaluationLimits DECISION = new EvaluationLimits(5_000_000, 256, 2_000_000);
    /// For tools, where a person waits.
    public static final EvaluationLimits TOOL = new EvaluationLimits(2_000_000_000L, 1_024, 200_000_000L);
}
