package dev.portcullis.lineage.connector.vault;

/// A line is not an entry of an audit log. The message says why and never repeats what the line says.
final class MalformedEntryException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedEntryException(String message) {
        super(message, null, false, false);
    }
}
