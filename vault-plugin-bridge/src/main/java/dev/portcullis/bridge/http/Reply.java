package dev.portcullis.bridge.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/// What a client gets.
///
/// @param status HTTP status
@SuppressWarnings("ArrayRecordComponent")
public record Reply(int status, HttpHeaders headers, byte[] body) {
    /// JSON that nobody keeps.
    public static Reply json(int status, JsonNode body) {
        HttpHeaders headers = new DefaultHttpHeaders()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        return new Reply(status, headers, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// The same reply with another body.
    public Reply withBody(byte[] changed) {
        return new Reply(status, headers, changed);
    }

    /// Whether the status is one of the 200s.
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
