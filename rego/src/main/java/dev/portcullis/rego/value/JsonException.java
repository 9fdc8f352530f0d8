package dev.portcullis.rego.value;

/// A text is not the JSON it should be. The message says what was found; the place is 1-based, columns in bytes.
public final class JsonException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int row;
    private final int column;

    public JsonException(String message, int row, int column) {
        super(message, null, false, false);
        this.row = row;
        this.column = column;
    }

    public int row() {
        return row;
    }

    public int column() {
        return column;
    }

    /// The message with its place: `3:14: message`.
    public String located() {
        return row + ":" + column + ": " + getMessage();
    }
}
