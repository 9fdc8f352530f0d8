package dev.portcullis.bridge.app;

/// The bridge cannot start as it is configured. The message is one line.
final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message, null, false, false);
    }

    /// The message; never empty.
    String reason() {
        String message = getMessage();
        return message == null ? "the bridge cannot start" : message;
    }
}
