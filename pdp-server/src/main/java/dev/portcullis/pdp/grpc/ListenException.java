package dev.portcullis.pdp.grpc;

/// The server cannot listen where it should. The message says where and what to do.
public final class ListenException extends Exception {
    private static final long serialVersionUID = 1L;

    ListenException(String message) {
        super(message);
    }

    ListenException(String message, Throwable cause) {
        super(message, cause);
    }

    /// The message; never empty.
    public String reason() {
        String message = getMessage();
        return message == null ? "cannot listen" : message;
    }
}
