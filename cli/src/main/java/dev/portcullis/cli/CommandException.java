package dev.portcullis.cli;

/// A command cannot do what it was asked. The message is one line: what is wrong, where, and what to do.
final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int exitCode;

    CommandException(String message) {
        this(message, ExitCode.FAILED);
    }

    CommandException(String message, int exitCode) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
