package dev.portcullis.bridge.pdp;

/// An answer that cannot be read as one. Carries no stack trace: the message says it all.
final class MalformedAnswerException extends Exception {
    MalformedAnswerException(String message) {
        super(message, null, false, false);
    }
}
