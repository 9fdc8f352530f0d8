package dev.portcullis.pdp.facts;

/// Why a published snapshot is not activated.
final class RejectedSnapshotException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String code;

    RejectedSnapshotException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /// As [SnapshotEvents#rejected] has it.
    String code() {
        return code;
    }
}
