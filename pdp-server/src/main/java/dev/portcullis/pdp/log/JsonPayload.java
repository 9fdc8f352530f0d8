package dev.portcullis.pdp.log;

import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import java.nio.charset.StandardCharsets;

/// The payloads of the log's own frames: small JSON objects.
final class JsonPayload {
    private JsonPayload() {}

    static byte[] write(RegoObject content) {
        return RegoJson.write(content).getBytes(StandardCharsets.UTF_8);
    }

    static RegoObject read(byte[] payload) throws LogException {
        try {
            RegoValue value = RegoJson.read(payload);
            if (value instanceof RegoObject object) {
                return object;
            }
        } catch (JsonException notJson) {
            throw new LogException("a frame of the log is no JSON: " + notJson.located(), notJson);
        }
        throw new LogException("a frame of the log is JSON but no object");
    }
}
