package dev.portcullis.lineage.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Rfc3339Test {
    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "2026-11-02T09:00:00Z, 1793610000000000000",
        "2026-11-02T09:00:00.000000001Z, 1793610000000000001",
        "2262-04-11T23:47:16.854775807Z, 9223372036854775807",
    })
    void parseAndFormat_areInverse(String text, long ns) {
        assertEquals(ns, Rfc3339.parse(text));
        assertEquals(text, Rfc3339.format(ns));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-11-02",
                "2026-11-02T09:00:00",
                "2026-11-02T09:00:00+00:00",
                "2026-13-02T09:00:00Z",
                "1969-12-31T23:59:59Z",
                "2262-04-11T23:47:16.854775808Z",
            })
    void parse_refuses(String text) {
        assertThrows(IllegalArgumentException.class, () -> Rfc3339.parse(text));
    }
}
