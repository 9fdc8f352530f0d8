package dev.portcullis.rego.value;

/// A text is not the YAML it should be. The message is in the words of Go's YAML library where it has its like.
public final class YamlException extends Exception {
    private static final long serialVersionUID = 1L;

    public YamlException(String message) {
        super(message, null, false, false);
    }
}
