package dev.portcullis.bridge.http;

import io.netty.handler.codec.http.FullHttpRequest;
import java.util.concurrent.CompletableFuture;

/// Answers the requests of a [Listener].
@FunctionalInterface
public interface Exchange {
    /// The answer to one request. Completes with a reply, never with an exception, on any thread. The request is only
    /// valid until this method returns, and what is needed of it later must be copied before.
    ///
    /// @param address IP literal of the client; empty on a unix socket
    CompletableFuture<Reply> answer(FullHttpRequest request, String address);
}
