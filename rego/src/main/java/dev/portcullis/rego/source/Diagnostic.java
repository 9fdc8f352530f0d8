package dev.portcullis.rego.source;

import org.jspecify.annotations.Nullable;

/// Something an author should change. Collected, never thrown.
///
/// @param message OPA's text where OPA has one
/// @param hint what to do about it; null when the message says it
public record Diagnostic(
        Code code,
        Severity severity,
        Span span,
        String message,
        @Nullable String hint) {
    /// OPA's error codes.
    public enum Code {
        PARSE("rego_parse_error"),
        COMPILE("rego_compile_error"),
        UNSAFE_VARIABLE("rego_unsafe_var_error"),
        RECURSION("rego_recursion_error"),
        TYPE("rego_type_error");

        private final String text;

        Code(String text) {
            this.text = text;
        }

        /// The code as OPA writes it.
        public String text() {
            return text;
        }
    }

    /// Whether compilation fails.
    public enum Severity {
        ERROR,
        WARNING
    }

    public static Diagnostic error(Code code, Span span, String message) {
        return new Diagnostic(code, Severity.ERROR, span, message, null);
    }

    /// `file:row: code: message`, as OPA prints it.
    public String text() {
        String line = span + ": " + code.text() + ": " + message;
        return hint == null ? line : line + " (" + hint + ")";
    }
}
