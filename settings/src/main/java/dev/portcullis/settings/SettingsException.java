package dev.portcullis.settings;

/// The configuration cannot be used. The message is one line: place, what was found, what is allowed.
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message, null, false, false);
    }

    /// The message; never empty.
    public String reason() {
        String message = getMessage();
        return message == null ? "the configuration cannot be used" : message;
    }
}
