package dev.portcullis.lineage.connector;

/// A source could not be read; nothing of the read may be used. The message is one line for an operator: where,
/// what, what is allowed, and never a value of the source, which might be a secret.
public final class ConnectorException extends Exception {
    private static final long serialVersionUID = 1L;

    public ConnectorException(String message) {
        super(message, null, false, false);
    }
}
