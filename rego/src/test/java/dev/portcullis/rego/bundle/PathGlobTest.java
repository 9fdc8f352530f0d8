package dev.portcullis.rego.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathGlobTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/a.rego | /a.rego | true",
                "/a.rego | /aXrego | false",
                "a.rego | /a.rego | false",
                "*.rego | /x/y/a.rego | true",
                "/x/* | /x/y/a.rego | true",
                "/x/** | /x/y/a.rego | true",
                "/?.rego | /a.rego | true",
                "/?.rego | /ab.rego | false",
                "/[a-c].rego | /b.rego | true",
                "/[!a-c].rego | /b.rego | false",
                "/[^a].rego | /^.rego | true",
                "/{a,b/*}.rego | /b/c.rego | true",
                "/{a,b}.rego | /c.rego | false",
                "/a} | /a} | true",
                "/a,b.rego | /a,b.rego | true",
                "/\\*.rego | /*.rego | true",
                "/\\*.rego | /a.rego | false",
                "/a+(b).rego | /a+(b).rego | true",
            })
    void pattern_matchesAsOpaDoes(String glob, String path, boolean expected) {
        assertEquals(expected, PathGlob.parse(glob).matches(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/[a", "/{a", "/a\\"})
    void unbalancedPattern_isRefused(String glob) {
        assertThrows(IllegalArgumentException.class, () -> PathGlob.parse(glob));
    }
}
