package dev.portcullis.snapshot.secret;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretShapesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PRIVATE KEY-----",
                "ghp_16C7e42F",
                "see github_pat_11A for it",
                "x-----BEGIN",
                "hvs.",
                "hhhhvs.CAES",
                "Bearer eyJhbGciOiJSUzI1NiJ9",
                "sk-ant-api03",
            })
    void secret_isFoundWhereverItStands(String text) {
        assertTrue(SecretShapes.looksSecret(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "h",
                "hvs",
                "vault:secret:vault-prod/kv/payments/psp-api-key",
                "AKIAIOSFODNN7EXAMPLE",
                "ghpages",
                "---BEGIN",
                "https://example.com/eyJ",
            })
    void name_isNone(String text) {
        assertFalse(SecretShapes.looksSecret(text));
    }
}
