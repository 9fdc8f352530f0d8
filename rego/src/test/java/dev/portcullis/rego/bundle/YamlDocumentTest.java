package dev.portcullis.rego.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.rego.value.RegoJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlDocumentTest {
    /// Expected values are those of `opa eval` 1.22.2 on `v: <text>` as `data.yaml`.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "on | \"on\"",
                "Yes | \"Yes\"",
                "TRUE | true",
                "tRue | \"tRue\"",
                "~ | null",
                "'' | \"\"",
                "017 | 15",
                "0o17 | 15",
                "-017 | -15",
                "018 | 18",
                "0b11 | 3",
                "-0b11 | -3",
                "0x1F | 31",
                "1_000 | 1000",
                "+12 | 12",
                "1:30 | \"1:30\"",
                "2023-01-01 | \"2023-01-01\"",
                "1.10 | 1.1",
                "1e3 | 1000",
                "1e21 | 1e+21",
                "1.5e-7 | 1.5e-7",
                "0.000001 | 0.000001",
                ".5 | 0.5",
                "5. | 5",
                "18446744073709551615 | 18446744073709551615",
                "18446744073709551616 | 18446744073709552000",
                "-9223372036854775808 | -9223372036854775808",
                "1.2.3 | \"1.2.3\"",
                "-x | \"-x\"",
                "1e999 | \"1e999\"",
                "!!str 12 | \"12\"",
                "!!float 12 | 12",
                "!!int '12' | 12",
                "!!binary aGk= | \"hi\"",
                "!own 12 | \"12\"",
                "{1: a, 2.50: b, true: c, x: d} | {\"1\":\"a\",\"2.5\":\"b\",\"true\":\"c\",\"x\":\"d\"}",
                "{a: 1, a: 2} | {\"a\":2}",
                "[&x {k: 1}, *x] | [{\"k\":1},{\"k\":1}]",
                "{a: &x {k: 1, l: 2}, b: {<<: *x, k: 3}} | {\"a\":{\"k\":1,\"l\":2},\"b\":{\"k\":3,\"l\":2}}",
                "{a: &x {k: 1, l: 2}, b: &y {l: 3, m: 3}, c: {<<: *x, <<: *y, m: 4}}"
                        + " | {\"a\":{\"k\":1,\"l\":2},\"b\":{\"l\":3,\"m\":3},\"c\":{\"k\":1,\"l\":2,\"m\":4}}",
                "[&x {k: 1}, &y {k: 2, l: 2}, {<<: [*x, *y]}] | [{\"k\":1},{\"k\":2,\"l\":2},{\"k\":1,\"l\":2}]",
            })
    void scalarsKeysAndAliases_meanWhatTheyMeanToOpa(String yaml, String json) throws BundleException {
        assertEquals(json, RegoJson.write(new YamlDocument("data.yaml").read(yaml)));
    }

    @Test
    void ofSeveralDocuments_theFirstCountsAndAllMustParse() throws BundleException {
        assertEquals("{\"a\":1}", RegoJson.write(new YamlDocument("data.yaml").read("a: 1\n---\nb: 2\n")));
        assertRefused("a: 1\n---\nb: [\n", "data.yaml:4: rego_parse_error");
    }

    @Test
    void emptyText_isNull() throws BundleException {
        assertEquals("null", RegoJson.write(new YamlDocument("data.yaml").read("")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ".inf | data.yaml:1: rego_parse_error: `.inf` has no JSON form",
                "-.Inf | data.yaml:1: rego_parse_error: `-.Inf` has no JSON form",
                ".nan | data.yaml:1: rego_parse_error: `.nan` has no JSON form",
                "{null: 1} | data.yaml:1: rego_parse_error: a key must be a string, a number or a boolean",
                "{[a]: 1} | data.yaml:1: rego_parse_error: a key must be a string, a number or a boolean",
                "{<<: 1} | data.yaml:1: rego_parse_error: Expected mapping node",
                "!!int x | data.yaml:1: rego_parse_error: cannot read `x` as `tag:yaml.org,2002:int`",
                "*missing | data.yaml:1: rego_parse_error",
            })
    void whatHasNoJsonForm_isRefused(String yaml, String expected) {
        assertRefused(yaml, expected);
    }

    @Test
    void deepNesting_isRefused() {
        assertRefused("[".repeat(5_000), "data.yaml:1: rego_parse_error: nested more than 1000 deep");
    }

    @Test
    void aliasesThatMultiply_areRefused() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i <= 9; i++) {
            yaml.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
        }
        assertRefused(yaml.toString(), "data.yaml:1: rego_parse_error: more than 10000000 values, aliases included");
    }

    private static void assertRefused(String yaml, String expected) {
        BundleException refusal = assertThrows(BundleException.class, () -> new YamlDocument("data.yaml").read(yaml));
        String text = refusal.diagnostic().text();
        assertTrue(text.startsWith(expected), text);
    }
}
