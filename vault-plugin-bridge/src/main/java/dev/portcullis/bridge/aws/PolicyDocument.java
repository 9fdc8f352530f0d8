package dev.portcullis.bridge.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.portcullis.bridge.pdp.PropertyValue;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/// A policy document as the text that AWS takes: without spaces, keys in order, and in ASCII, because AWS takes no
/// characters beyond U+00FF there.
final class PolicyDocument {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private PolicyDocument() {}

    static String minified(PropertyValue.Fields document) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            write(json, document);
        } catch (IOException impossible) {
            throw new UncheckedIOException("BUG: text in memory is always written", impossible);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, PropertyValue value) throws IOException {
        switch (value) {
            case PropertyValue.Nothing _ -> json.writeNull();
            case PropertyValue.Truth(boolean truth) -> json.writeBoolean(truth);
            case PropertyValue.Whole(long whole) -> json.writeNumber(whole);
            case PropertyValue.Decimal(String text) -> json.writeNumber(text);
            case PropertyValue.Text(String text) -> json.writeString(text);
            case PropertyValue.Values(var values) -> {
                json.writeStartArray();
                for (PropertyValue each : values) {
                    write(json, each);
                }
                json.writeEndArray();
            }
            case PropertyValue.Fields(Map<String, PropertyValue> fields) -> {
                json.writeStartObject();
                for (Map.Entry<String, PropertyValue> field : new TreeMap<>(fields).entrySet()) {
                    json.writeFieldName(field.getKey());
                    write(json, field.getValue());
                }
                json.writeEndObject();
            }
        }
    }
}
