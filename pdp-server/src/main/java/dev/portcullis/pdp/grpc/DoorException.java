package dev.portcullis.pdp.grpc;

/// Ends a call without a decision; [ErrorMapper] turns it into a status.
final class DoorException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final DoorError error;

    DoorException(DoorError error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    /// One sentence for a person.
    String reason() {
        String message = getMessage();
        return message == null ? error.name() : message;
    }

    DoorError error() {
        return error;
    }
}
