package dev.portcullis.rego.typing;

/// A JSON schema of which no type can be made. The message is OPA's where OPA has one.
final class SchemaException extends Exception {
    private static final long serialVersionUID = 1L;

    SchemaException(String message) {
        super(message, null, false, false);
    }
}
