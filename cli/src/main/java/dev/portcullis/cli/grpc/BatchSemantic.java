package dev.portcullis.cli.grpc;

/// When a batch stops.
public enum BatchSemantic {
    /// Never.
    EXECUTE_ALL,
    /// After the first denial.
    DENY_ON_FIRST_DENY,
    /// After the first permission.
    PERMIT_ON_FIRST_PERMIT;

    /// The name on the command line, such as `execute-all`.
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
