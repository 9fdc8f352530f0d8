package dev.portcullis.rego.eval;

import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoArray;

/// Watches an evaluation by the interpreter.
public interface Tracer {
    /// Sees nothing and costs nothing.
    Tracer NONE = new Tracer() {
        @Override
        public void enter(RuleReference rule) {}

        @Override
        public void print(Span span, String message) {}
    };

    /// A rule body held; its value may still be dropped by what comes after.
    void enter(RuleReference rule);

    /// `print` or `trace` was called.
    void print(Span span, String message);

    /// A test reached one of its cases; only policies compiled for tests say so.
    ///
    /// @param path names of the case, outermost first
    default void testCase(RegoArray path) {}
}
