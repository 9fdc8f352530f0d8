package dev.portcullis.rego.eval;

import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/// Watches an evaluation by the interpreter. Calls come in order of evaluation and are nested as the evaluation is.
/// Expressions are reported only by policies planned for it, [dev.portcullis.rego.CompiledPolicies#traced]; an
/// expression that failed is one that was tried and not held, one that is held again without another try was
/// redone.
public interface Tracer {
    /// Sees nothing and costs nothing.
    Tracer NONE = (_, _) -> {};

    /// `print` or `trace` was called.
    void print(Span span, String message);

    /// The rules of a document or function are evaluated from here to the next [#exit].
    ///
    /// @param path such as `data.a.p`
    default void enter(String path) {}

    /// The rules of the document or function entered last are done.
    ///
    /// @param value null when it is undefined
    default void exit(String path, @Nullable RegoValue value) {}

    /// A document already evaluated is read again.
    default void known(String path, @Nullable RegoValue value) {}

    /// A rule body held and gave a value; that may still be dropped by what comes after.
    default void held(RuleReference rule) {}

    /// An expression of a body is tried.
    default void tried(Span expression) {}

    /// The expression held; everything behind it in its body follows.
    default void held(Span expression) {}

    /// A test reached one of its cases; only policies compiled for tests say so.
    ///
    /// @param path names of the case, outermost first
    default void testCase(RegoArray path) {}
}
