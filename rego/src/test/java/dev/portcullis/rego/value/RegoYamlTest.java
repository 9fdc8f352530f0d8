package dev.portcullis.rego.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What texts mean is in the table `yaml` of the builtins; here are the limits.
class RegoYamlTest {
    private static final JsonLimits LIMITS = new JsonLimits(2_000, 10);

    @Test
    void read_boundsWhatAliasesMultiply() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 10; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [")
                    .append((alias + ",").repeat(9))
                    .append(alias)
                    .append("]\n");
        }

        YamlException e = assertThrows(YamlException.class, () -> RegoYaml.read(bomb.toString(), LIMITS));
        assertEquals("yaml: document contains excessive aliasing", e.getMessage());
    }

    @Test
    void read_boundsLengthAndDepth() {
        assertEquals(
                "yaml: nesting is deeper than the allowed 10",
                assertThrows(YamlException.class, () -> RegoYaml.read("[".repeat(12) + "]".repeat(12), LIMITS))
                        .getMessage());
        assertEquals(
                "yaml: text of 2002 bytes is longer than the allowed 2000",
                assertThrows(YamlException.class, () -> RegoYaml.read("\u00f1".repeat(1_001), LIMITS))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":[1,[2.5,\"x\"],{\"b\":null}],\"c\":{},\"d\":[]}",
                "[\"yes\",\"1\",\"a: b\",\"- x\",\"a\\nb\\n\",\" a\\nb\",\"\\u0001\",\"\",\"~\",\"'\",\"2020-01-01\"]",
                "{\"1\":true,\"true\":1,\"a b\":\"c # d\",\"\":\"\"}"
            })
    void read_isTheInverseOfWrite(String json) throws JsonException, YamlException {
        RegoValue value = RegoJson.read(json);

        assertEquals(value, RegoYaml.read(RegoYaml.write(value), JsonLimits.DOCUMENT));
    }
}
