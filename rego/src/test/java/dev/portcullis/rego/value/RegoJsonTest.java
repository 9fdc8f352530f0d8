package dev.portcullis.rego.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages of malformed texts are in the table `encoding` of the builtins; here is where, how much and how deep.
class RegoJsonTest {
    private static final JsonLimits TINY = new JsonLimits(10, 2);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "false",
                "0",
                "-1.50e+3",
                "\"\"",
                "[]",
                "{}",
                "[1,[2,[3]],{}]",
                "{\"a\":{\"b\":[null]},\"c\":\"d\"}",
                "123456789012345678901234567890"
            })
    void write_isTheInverseOfRead(String text) throws JsonException {
        assertEquals(text, RegoJson.write(RegoJson.read(text)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1,x]| 1:4",
                "'[1,\n  x]'| 2:3",
                "'{\"ñ\":\n\n \"a\tb\"}'| 3:4",
                "[1| 1:3",
                "''| 1:1",
                "1 2| 1:3",
                "1e999999| 1:1",
            })
    void read_saysWhereATextIsWrong(String text, String place) {
        JsonException e = assertThrows(JsonException.class, () -> RegoJson.read(text));

        assertEquals(place, e.row() + ":" + e.column(), e.located());
    }

    @Test
    void read_boundsLengthAndDepth() throws JsonException {
        assertEquals("[[1]]", RegoJson.write(RegoJson.read("[[1]]".getBytes(StandardCharsets.UTF_8), TINY)));
        JsonException deep = assertThrows(
                JsonException.class, () -> RegoJson.read("[[[1]]]".getBytes(StandardCharsets.UTF_8), TINY));
        assertEquals("nesting is deeper than the allowed 2", deep.getMessage());
        JsonException wide = assertThrows(
                JsonException.class, () -> RegoJson.read("[1,2,3,4,5,6]".getBytes(StandardCharsets.UTF_8), TINY));
        assertEquals("text of 13 bytes is longer than the allowed 10", wide.getMessage());
    }

    private static final String DEEPEST =
            "{\"a\":[".repeat(JsonLimits.DOCUMENT.maxDepth() / 2) + "]}".repeat(JsonLimits.DOCUMENT.maxDepth() / 2);

    /// What the default depth lets in must be safe to work with on a small stack.
    @Test
    void deepestDocument_canBeReadComparedHashedAndPrinted() throws InterruptedException {
        assertRuns(512, () -> {
            RegoValue value = RegoJson.read(DEEPEST);
            RegoValue other = ValueViews.view(RegoJson.read(DEEPEST));
            assertEquals(value, other);
            assertEquals(0, value.compareTo(other));
            assertEquals(value.hashCode(), other.hashCode());
            assertEquals(DEEPEST, RegoJson.write(value));
            assertEquals(value.toString(), other.toString());
        });
    }

    @Test
    void deepestDocument_canBeReadAndWrittenAsYaml() throws InterruptedException {
        assertRuns(1_024, () -> {
            RegoValue value = RegoJson.read(DEEPEST);
            assertEquals(value, RegoYaml.read(DEEPEST, JsonLimits.DOCUMENT));
            assertTrue(RegoYaml.write(value).startsWith("a:"));
        });
    }

    /// @param stack size in KiB
    private static void assertRuns(int stack, Executable work) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Runnable guarded = () -> {
            try {
                work.execute();
            } catch (Throwable e) {
                failure.set(e);
            }
        };
        Thread thread = new Thread(null, guarded, "small-stack", stack * 1_024L);
        thread.start();
        thread.join();

        assertNull(failure.get());
    }

    @Test
    void read_ofEqualKeys_keepsTheLast() throws JsonException {
        assertEquals("{\"a\":3,\"b\":2}", RegoJson.write(RegoJson.read("{\"a\":1,\"b\":2,\"a\":3}")));
    }

    @Test
    void read_replacesInvalidBytes() throws JsonException {
        RegoValue value = RegoJson.read(HexFormat.of().parseHex("22ffe28261" + "22"));

        assertEquals(RegoString.of("\ufffd\ufffd\ufffda"), value);
    }

    @Test
    void write_escapes() {
        RegoString text = RegoString.of("\"\\\b\f\n\r\t\u0001\u007f<>&\u2028\u2029\u00f1\ud83d\ude00");

        assertEquals(
                "\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\u007f<>&\\u2028\\u2029\u00f1\ud83d\ude00\"", RegoJson.write(text));
        assertEquals(
                "\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\u007f\\u003c\\u003e\\u0026\\u2028\\u2029\u00f1\ud83d\ude00\"",
                RegoJson.writeEscaped(text));
    }

    @Test
    void write_namesKeysThatAreNoStrings() {
        RegoObject object = RegoObject.builder()
                .put(RegoString.of("1"), RegoString.of("text"))
                .put(RegoNumber.of(1), RegoString.of("number"))
                .put(RegoArray.of(RegoNumber.of(2), RegoString.of("x")), RegoSet.of(RegoNumber.of(3), RegoNumber.of(1)))
                .build();

        assertEquals("{\"1\":\"text\",\"[2,\\\"x\\\"]\":[1,3]}", RegoJson.write(object));
    }

    @Test
    void writePretty_indentsByTwo() throws JsonException {
        assertEquals(
                "{\n  \"a\": [\n    1\n  ],\n  \"b\": {},\n  \"c\": []\n}",
                RegoJson.writePretty(RegoJson.read("{\"a\":[1],\"c\":[],\"b\":{}}")));
    }

    @Test
    void isValid_looksAtSyntaxOnly() {
        assertTrue(RegoJson.isValid("[1e999999]".getBytes(StandardCharsets.UTF_8)));
        assertFalse(RegoJson.isValid("[1,]".getBytes(StandardCharsets.UTF_8)));
    }
}
