package dev.portcullis.rego.typing;

import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Span;
import java.util.List;

/// A type error.
///
/// @param details the lines OPA prints below the message
/// @param ofUnknown whether a type is missing in it: then another error of the same expression says more
record Finding(Span span, String message, List<String> details, boolean ofUnknown) {
    Finding {
        details = List.copyOf(details);
    }

    static Finding of(Span span, String message) {
        return new Finding(span, message, List.of(), false);
    }

    Diagnostic diagnostic() {
        return Diagnostic.error(Diagnostic.Code.TYPE, span, message);
    }
}
