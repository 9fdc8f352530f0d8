package dev.portcullis.bridge.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// JSON that two readers cannot understand differently: UTF-8 without a byte order mark, no duplicate keys, nothing
/// behind the value, bounded depth.
public final class StrictJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(64).build())
            .build();
    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final char BYTE_ORDER_MARK = 0xFEFF;

    private StrictJson() {}

    /// The value, or nothing when the bytes are not of this form.
    public static Optional<JsonNode> read(byte[] bytes) {
        try {
            // A strict decoder: Jackson itself would guess the encoding and skip a byte order mark.
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
                return Optional.empty();
            }
            JsonNode node = MAPPER.readTree(text.toString());
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (IOException wrong) {
            return Optional.empty();
        }
    }

    /// The same bytes with another number under a path of keys; nothing when there is no number.
    public static Optional<byte[]> withNumber(byte[] bytes, long number, String... keys) {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            if (!descend(parser, keys) || parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                return Optional.empty();
            }
            int start = (int) parser.currentTokenLocation().getByteOffset();
            int end = start + parser.getText().length();
            ByteArrayOutputStream changed = new ByteArrayOutputStream(bytes.length + 20);
            changed.write(bytes, 0, start);
            changed.writeBytes(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
            changed.write(bytes, end, bytes.length - end);
            return Optional.of(changed.toByteArray());
        } catch (IOException wrong) {
            return Optional.empty();
        }
    }

    /// Moves to the value under the keys, an object each.
    private static boolean descend(JsonParser parser, String... keys) throws IOException {
        parser.nextToken();
        for (String key : keys) {
            if (parser.currentToken() != JsonToken.START_OBJECT || !find(parser, key)) {
                return false;
            }
        }
        return true;
    }

    private static boolean find(JsonParser parser, String key) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals(key);
            parser.nextToken();
            if (found) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }
}
