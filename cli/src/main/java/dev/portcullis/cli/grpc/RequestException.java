package dev.portcullis.cli.grpc;

/// A JSON document is not a decision request. The message says which key and what it should be.
public final class RequestException extends Exception {
    private static final long serialVersionUID = 1L;

    RequestException(String message) {
        super(message, null, false, false);
    }
}
