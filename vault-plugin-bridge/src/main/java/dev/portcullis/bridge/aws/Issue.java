package dev.portcullis.bridge.aws;

/// What came of asking AWS for a session.
sealed interface Issue {
    /// AWS issued it.
    record Issued(RoleSession session) implements Issue {}

    /// AWS does not take the terms, so the decision's obligations cannot be met.
    record Unmeetable(String why) implements Issue {}

    /// There is no session.
    ///
    /// @param status 502 when AWS refused or answered oddly, 503 when asking again later may help
    record Failed(int status, String why) implements Issue {}
}
