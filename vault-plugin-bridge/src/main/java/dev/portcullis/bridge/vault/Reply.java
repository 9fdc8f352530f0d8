package dev.portcullis.bridge.vault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a client gets: an answer of the server, or one of the proxy in Vault's shape, `{"errors": [...]}`.
///
/// @param status HTTP status
@SuppressWarnings("ArrayRecordComponent")
record Reply(int status, HttpHeaders headers, byte[] body) {
    /// An error of the proxy itself. A stock client prints its texts.
    static Reply error(int status, String... texts) {
        ObjectNode errors = JsonNodeFactory.instance.objectNode();
        List.of(texts).forEach(errors.withArray("errors")::add);
        HttpHeaders headers = new DefaultHttpHeaders()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        return new Reply(status, headers, errors.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// A denial: 403, never 401, so that a client does not log in again and again.
    static Reply denied(String why) {
        return error(403, "permission denied", why);
    }

    /// The server cannot be reached or did not answer.
    static Reply badGateway(String why) {
        return error(502, "the proxy got no answer from the server: " + why);
    }

    Reply withBody(byte[] changed) {
        return new Reply(status, headers, changed);
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
