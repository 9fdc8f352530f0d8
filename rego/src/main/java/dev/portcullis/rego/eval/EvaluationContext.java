package dev.portcullis.rego.eval;

import dev.portcullis.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/// What one evaluation is given. Data is not part of it: data is bound to the policies beforehand.
///
/// @param input null when there is no input document
/// @param deadlineNanos [System#nanoTime] at which the evaluation must have ended; [#NO_DEADLINE] for none
/// @param strictBuiltinErrors whether a failing builtin ends the evaluation or is undefined
public record EvaluationContext(
        @Nullable RegoValue input,
        EvaluationLimits limits,
        long deadlineNanos,
        Environment environment,
        boolean strictBuiltinErrors,
        RowObserver rows,
        Tracer tracer) {
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    /// For tools: wide limits, no deadline, errors of builtins undefined as in OPA.
    public static EvaluationContext ofInput(@Nullable RegoValue input, Environment environment) {
        return new EvaluationContext(
                input, EvaluationLimits.TOOL, NO_DEADLINE, environment, false, RowObserver.NONE, Tracer.NONE);
    }
}
