package dev.portcullis.bridge.vault;

/// What came of reading a request.
sealed interface Reading {
    /// It can be decided on.
    record Understood(VaultRequest request) implements Reading {}

    /// It is not passed on, whoever asks.
    record Refused(Reply reply) implements Reading {}
}
