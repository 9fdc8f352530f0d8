package dev.portcullis.lineage.connector;

import java.util.List;
import java.util.Set;

/// Recognises what must not be in evidence: fields that are named like secrets and values that look like one.
/// Access key ids, key ids and accessors are names, not secrets, and pass.
public final class SecretShapes {
    /// Whole field names, as in the deny-list of requests (docs/spec/decision.md).
    private static final Set<String> NAMES = Set.of(
            "access_token",
            "api_key",
            "apikey",
            "authorization",
            "client_secret",
            "cookie",
            "credential_value",
            "passphrase",
            "passwd",
            "password",
            "private_key",
            "refresh_token",
            "secret",
            "secret_access_key",
            "secret_key",
            "session_token",
            "token",
            "value");

    /// How well-known secrets begin. They may stand anywhere in a text, for they get pasted into longer ones.
    private static final List<String> BEGINNINGS = List.of(
            "-----BEGIN",
            "ghp_",
            "gho_",
            "ghs_",
            "github_pat_",
            "glpat-",
            "hvs.",
            "hvb.",
            "sk-ant-",
            "sk-proj-",
            "xoxb-",
            "xoxp-",
            "eyJhbGciOi");

    private SecretShapes() {}

    static boolean isSecretName(String field) {
        return NAMES.contains(field);
    }

    /// Whether a text has a well-known secret somewhere in it.
    public static boolean looksSecret(String text) {
        for (String beginning : BEGINNINGS) {
            if (text.contains(beginning)) {
                return true;
            }
        }
        return false;
    }
}
