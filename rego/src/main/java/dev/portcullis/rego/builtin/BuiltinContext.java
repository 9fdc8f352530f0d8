package dev.portcullis.rego.builtin;

import dev.portcullis.rego.eval.Environment;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoValue;
import java.util.function.Supplier;

/// What a builtin may know of the evaluation that calls it.
public interface BuiltinContext {
    Environment environment();

    /// Where the call stands in the policy.
    Span span();

    /// Accounts for work about to be done: elements visited or characters built. Every builtin whose cost is not
    /// bounded
    /// by the size of its arguments must call this *before* it allocates.
    ///
    /// @throws dev.portcullis.rego.eval.EvaluationException when the budget or the deadline is used up
    void charge(long units);

    /// The value a nondeterministic builtin has for these arguments in this evaluation: computed at the first call,
    /// the same at every later one, so that a rule read twice says the same thing and a decision record can
    /// hold it.
    RegoValue once(String builtin, RegoArray arguments, Supplier<RegoValue> value);

    /// Hands a line of `print` or `trace` to the tracer.
    void print(String message);

    /// Tells the tracer which case a test is at.
    void testCase(RegoArray path);
}
