package dev.portcullis.bridge.vault;

import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The Vault or OpenBao server behind the proxy.
///
/// @param tls null is plain text, for a server on the same host
/// @param answer how long an answer may take
/// @param connections at most, at once
/// @param answerBytes longest answer
public record Server(
        String host, int port, @Nullable SslContext tls, Duration answer, int connections, int answerBytes) {
    /// As in the `Host` header.
    String authority() {
        return host + ":" + port;
    }
}
