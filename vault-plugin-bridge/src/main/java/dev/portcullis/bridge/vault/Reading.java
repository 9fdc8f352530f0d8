package dev.portcullis.bridge.vault;

import dev.portcullis.bridge.http.Reply;
/// What came of reading a request.

sealed interface Reading {
    /// It can be decided on.
    record Understood(VaultRequest request) implements Reading {}

    /// It is not passed on, whoever asks.
    record Refused(Reply reply) implements Reading {}
}
