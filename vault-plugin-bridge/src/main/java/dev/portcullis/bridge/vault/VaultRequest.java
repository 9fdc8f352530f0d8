package dev.portcullis.bridge.vault;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Arrays;

/// One request of a client, read once: what is decided on is what is passed on.
///
/// @param method as sent
/// @param target path and query as sent; it holds no character that two readers may understand differently
/// @param headers what goes to the server: those of the client without what concerns its own connection
/// @param token the client token; empty when there is none
/// @param body as sent
/// @param address IP literal of the client; empty on a unix socket
/// @param work what the client says that it is for
@SuppressWarnings("ArrayRecordComponent")
record VaultRequest(
        HttpMethod method,
        String target,
        HttpHeaders headers,
        String token,
        byte[] body,
        String address,
        StatedWork work,
        VaultOperation operation) {
    VaultRequest withHeader(String name, String value) {
        return new VaultRequest(
                method,
                target,
                headers.copy().set(name, value),
                token,
                Arrays.copyOf(body, body.length),
                address,
                work,
                operation);
    }
}
