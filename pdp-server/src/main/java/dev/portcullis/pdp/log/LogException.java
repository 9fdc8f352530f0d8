package dev.portcullis.pdp.log;

/// A decision log cannot be opened or read. The message names the file and what to do.
public final class LogException extends Exception {
    private static final long serialVersionUID = 1L;

    public LogException(String message) {
        super(message);
    }

    public LogException(String message, Throwable cause) {
        super(message, cause);
    }

    /// The message; never empty.
    public String reason() {
        String message = getMessage();
        return message == null ? "the decision log cannot be used" : message;
    }
}
