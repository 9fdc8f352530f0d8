package dev.portcullis.rego.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegoStringTest {
    private static RegoString bytes(String hex) {
        return RegoString.ofUtf8(HexFormat.of().parseHex(hex));
    }

    /// Bytes, and the text Go shows for them: one U+FFFD per byte that is not part of a sequence.
    @ParameterizedTest
    @CsvSource({
        "'61', a, true",
        "c3b1, \u00f1, true",
        "f09f9880, \ud83d\ude00, true",
        "efbfbd, \ufffd, true",
        "ff, \ufffd, false",
        "c3, \ufffd, false",
        "e282, \ufffd\ufffd, false",
        "f09f98, \ufffd\ufffd\ufffd, false",
        "61ff62, a\ufffdb, false",
        "eda080, \ufffd\ufffd\ufffd, false",
        "c0af, \ufffd\ufffd, false",
        "f4908080, \ufffd\ufffd\ufffd\ufffd, false",
    })
    void ofUtf8_decodesAsGo(String hex, String text, boolean valid) {
        RegoString string = bytes(hex);

        assertEquals(text, string.value());
        assertEquals(valid, string.isValidUtf8());
        assertArrayEquals(HexFormat.of().parseHex(hex), string.utf8());
    }

    @Test
    void order_isThatOfTheBytes() {
        List<RegoString> sorted = List.of(
                RegoString.EMPTY,
                RegoString.of("Z"),
                RegoString.of("a"),
                RegoString.of("a "),
                RegoString.of("\u00f1"),
                bytes("c3ff"),
                RegoString.of("\ue000"),
                RegoString.of("\uffff"),
                RegoString.of("\ud83d\ude00"),
                bytes("ff"));

        assertEquals(sorted, sorted.reversed().stream().sorted().toList());
        for (RegoString left : sorted) {
            for (RegoString right : sorted) {
                assertEquals(
                        Integer.signum(Arrays.compareUnsigned(left.utf8(), right.utf8())),
                        Integer.signum(left.compareTo(right)));
            }
        }
    }

    @Test
    void equality_isThatOfTheBytes() {
        assertEquals(bytes("ff"), bytes("ff"));
        assertEquals(bytes("ff").hashCode(), bytes("ff").hashCode());
        assertNotEquals(bytes("ff"), RegoString.of("\ufffd"));
        assertEquals(bytes("efbfbd"), RegoString.of("\ufffd"));
    }

    @Test
    void of_repairsUnpairedSurrogates() {
        assertEquals("a\ufffdb", RegoString.of("a\ud800b").value());
        assertTrue(RegoString.of("\udc00").isValidUtf8());
        assertFalse(bytes("eda080").isValidUtf8());
    }

    /// As Go's `strconv.Quote` prints them.
    @Test
    void toString_quotesAsGo() {
        assertEquals(
                "\"a\\\"b\\\\c\\n\\t\\r\\a\\b\\f\\v\"",
                RegoString.of("a\"b\\c\n\t\r\u0007\b\f\u000b").toString());
        assertEquals("\"\\x00\\x1f\\x7f\"", RegoString.of("\u0000\u001f\u007f").toString());
        assertEquals(
                "\"\\u0080\\u00ad\\u2028\\ufeff\\U000e0001\"",
                RegoString.of("\u0080\u00ad\u2028\ufeff\udb40\udc01").toString());
        assertEquals(
                "\"\u00f1\ud83d\ude00<>&\"",
                RegoString.of("\u00f1\ud83d\ude00<>&").toString());
        assertEquals("\"\\xffa\\xc3\"", bytes("ff61c3").toString());
        assertEquals("\"\\u00f1\"", RegoText.quote(RegoString.of("\u00f1"), true));
    }
}
