package dev.portcullis.rego.syntax;

import dev.portcullis.rego.source.Diagnostic;
import java.util.List;

/// What came of parsing a text.
public sealed interface Parsing<T> {
    /// The text is well-formed.
    record Parsed<T>(T tree) implements Parsing<T> {}

    /// The text is not Rego; at least one error, in the order OPA reports them.
    record Failed<T>(List<Diagnostic> errors) implements Parsing<T> {
        public Failed {
            errors = List.copyOf(errors);
        }
    }
}
