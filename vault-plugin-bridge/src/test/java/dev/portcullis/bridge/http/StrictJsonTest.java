package dev.portcullis.bridge.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictJsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"lease_duration\":0,\"data\":{\"lease_duration\":5}}|{\"lease_duration\":900,\"data\":{\"lease_duration\":5}}",
                "{\"data\":{\"lease_duration\":5},\"lease_duration\": 2764800 }|{\"data\":{\"lease_duration\":5},\"lease_duration\": 900 }",
                "{\"ä\":\"lease_duration\", \"lease_duration\":12}|{\"ä\":\"lease_duration\", \"lease_duration\":900}",
            })
    void withNumber_changesThatNumberOnly(String before, String after) {
        byte[] changed = StrictJson.withNumber(before.getBytes(StandardCharsets.UTF_8), 900, "lease_duration")
                .orElseThrow();

        assertEquals(after, new String(changed, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"lease_duration\":null}", "{\"lease_duration\":\"1\"}", "x", ""})
    void withNumber_whereThereIsNone_isNothing(String json) {
        assertEquals(
                true,
                StrictJson.withNumber(json.getBytes(StandardCharsets.UTF_8), 900, "lease_duration")
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"a\":1,\"a\":2}", "{\"a\":{\"b\":1,\"b\":1}}", "{} {}", "{\"a\":1} x", "nul"})
    void read_whatIsNotStrict_isNothing(String json) {
        assertEquals(
                true, StrictJson.read(json.getBytes(StandardCharsets.UTF_8)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-16"})
    void read_whatIsNotUtf8_isNothing(String charset) {
        assertEquals(
                true,
                StrictJson.read("{\"a\":1}".getBytes(Charset.forName(charset))).isEmpty());
    }
}
