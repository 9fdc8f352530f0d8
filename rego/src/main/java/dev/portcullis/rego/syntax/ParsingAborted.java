package dev.portcullis.rego.syntax;

import dev.portcullis.rego.source.Diagnostic;

/// A bound of [ParserOptions] was hit: parsing ends at once with this one error. Caught by [Parser].
final class ParsingAborted extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Diagnostic diagnostic;

    ParsingAborted(Diagnostic diagnostic) {
        super(diagnostic.message(), null, false, false);
        this.diagnostic = diagnostic;
    }

    Diagnostic diagnostic() {
        return diagnostic;
    }
}
