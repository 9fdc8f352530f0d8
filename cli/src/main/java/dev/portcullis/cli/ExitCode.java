package dev.portcullis.cli;

/// How a command ends.
final class ExitCode {
    /// It did what it was asked; of `decide`: every answer is ALLOW.
    static final int OK = 0;
    /// It could not; of `decide`: there is no decision, and an enforcement point would have to deny.
    static final int FAILED = 1;
    /// Of `eval`: there is no result because of an error, as `opa eval` ends.
    static final int EVAL_ERROR = 2;
    /// Of `decide`: some answer is DENY.
    static final int DENIED = 3;

    private ExitCode() {}
}
