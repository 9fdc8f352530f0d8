package dev.portcullis.pdp.decision;

/// A request breaks a rule. The message says which and never repeats a property's value.
public final class RequestInvalidException extends Exception {
    private static final long serialVersionUID = 1L;

    public RequestInvalidException(String message) {
        super(message, null, false, false);
    }

    /// The rule that was broken.
    public String reason() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
