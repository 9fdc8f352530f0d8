package dev.portcullis.lineage.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CanonicalIdTest {
    @ParameterizedTest
    @CsvSource({
        "vault:secret:vault-prod/kv/a, vault, secret, vault-prod, kv/a",
        "aws:access_key:AKIAREPORTINGEXAMPLE, aws, access_key, AKIAREPORTINGEXAMPLE, AKIAREPORTINGEXAMPLE",
        "aws:s3_prefix:larkfield-exports/daily/, aws, s3_prefix, larkfield-exports, daily/",
        "vault:secret:vault-prod/, vault, secret, vault-prod, vault-prod/",
        "k8s:x9:a:b/c:d, k8s, x9, a:b, c:d",
        "github:file:larkfield/Résumé .env, github, file, larkfield, Résumé .env",
    })
    void parse_wellFormed(String text, String system, String type, String instance, String pathInInstance) {
        CanonicalId id = CanonicalId.parse(text);
        assertEquals(system, id.system());
        assertEquals(type, id.type());
        assertEquals(instance, id.instance());
        assertEquals(pathInInstance, id.pathInInstance());
        assertEquals(text, id.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "vault",
                "vault:secret",
                "vault:secret:",
                ":secret:a",
                "vault::a",
                "Vault:secret:a",
                "vault:Secret:a",
                "9vault:secret:a",
                "va-ult:secret:a",
                "vault:secret:a\u0000b",
                "vault:secret:a\nb",
                "vault:secret:a\u0085b",
                "vault:secret:\ud800",
            })
    void problem_malformed(String text) {
        assertNotNull(CanonicalId.problem(text));
    }

    @ParameterizedTest
    @CsvSource({"1024, true", "1025, false"})
    void problem_length(int length, boolean allowed) {
        String text = "a:b:" + "x".repeat(length - 4);
        assertEquals(allowed, CanonicalId.problem(text) == null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b:\ud83d\ude00", "a:b: spaces kept ", "a:b:%2F"})
    void problem_unusualButAllowed(String text) {
        assertNull(CanonicalId.problem(text));
    }
}
