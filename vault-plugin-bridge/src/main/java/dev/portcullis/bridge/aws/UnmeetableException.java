package dev.portcullis.bridge.aws;

/// An obligation that cannot be met. Carries no stack trace: the message, a sentence for a person, says it all.
final class UnmeetableException extends Exception {
    UnmeetableException(String message) {
        super(message, null, false, false);
    }
}
