package dev.portcullis.snapshot;

/// Content that contradicts itself, so that no snapshot is written: an id given twice, a reference to nothing, a
/// value out of range. The message names the id.
public final class InvalidContentException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidContentException(String message) {
        super(message);
    }
}
