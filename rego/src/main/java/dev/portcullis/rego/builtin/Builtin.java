package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/// The one signature of all builtins. Arity has been checked against the declaration when this is called, and every
/// argument's type: an implementation may cast its arguments to what its declaration says.
@FunctionalInterface
public interface Builtin {
    /// Computes the result.
    ///
    /// @return the result; null for undefined. A relation (`walk`) returns an array of its results.
    /// @throws BuiltinException when the call fails in OPA
    @Nullable
    RegoValue call(BuiltinContext context, RegoValue[] arguments) throws BuiltinException;
}
