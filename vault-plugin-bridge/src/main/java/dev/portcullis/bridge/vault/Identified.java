package dev.portcullis.bridge.vault;

import dev.portcullis.bridge.http.Reply;
/// What came of asking who somebody is.

sealed interface Identified {
    /// The server knows.
    record As(Identity identity) implements Identified {}

    /// Nobody this proxy could ask a decision for.
    record Nobody(Reply reply) implements Identified {}
}
