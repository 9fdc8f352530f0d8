package dev.portcullis.snapshot.secret;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Recognises what must not be kept anywhere: names under which secrets travel, and values that look like one. Access
/// key ids, key ids and accessors are names of secrets, not secrets, and pass.
///
/// The beginnings are those that the issuers document for their tokens, and that of a PEM block (RFC 7468).
public final class SecretShapes {
    private static final Set<String> NAMES = Set.of(
            "access_token",
            "api_key",
            "apikey",
            "assertion",
            "auth_token",
            "authorization",
            "aws_secret_access_key",
            "aws_session_token",
            "bearer",
            "bearer_token",
            "client_assertion",
            "client_secret",
            "client_token",
            "cookie",
            "id_token",
            "jwt",
            "key_material",
            "otp",
            "passphrase",
            "passwd",
            "password",
            "pin",
            "private_key",
            "proxy_authorization",
            "pwd",
            "refresh_token",
            "secret",
            "secret_access_key",
            "secret_id",
            "secret_key",
            "secret_value",
            "session_token",
            "set_cookie",
            "signing_key",
            "ssh_key",
            "token",
            "vault_token",
            "x_api_key",
            "x_vault_token");

    /// They may stand anywhere in a text, for they get pasted into longer ones.
    private static final List<String> BEGINNINGS = List.of(
            "-----BEGIN",
            "ghp_",
            "gho_",
            "ghs_",
            "ghu_",
            "ghr_",
            "github_pat_",
            "glpat-",
            "hvs.",
            "hvb.",
            "hvr.",
            "sk-ant-",
            "sk-proj-",
            "xoxb-",
            "xoxp-",
            "eyJhbGciOi");

    private SecretShapes() {}

    /// Whether the whole name, in any case and with `-`, `.` or space for `_`, is a secret's. `token_ttl_s` is not.
    public static boolean isName(String name) {
        String folded = name.toLowerCase(Locale.ROOT)
                .replace('-', '_')
                .replace('.', '_')
                .replace(' ', '_');
        return NAMES.contains(folded);
    }

    /// Whether a text has a well-known secret somewhere in it.
    public static boolean looksSecret(String text) {
        for (int i = 0, last = text.length() - 4; i <= last; i++) {
            switch (text.charAt(i)) {
                case '-', 'e', 'g', 'h', 's', 'x' -> {
                    if (beginsAt(text, i)) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    private static boolean beginsAt(String text, int at) {
        for (String beginning : BEGINNINGS) {
            if (text.startsWith(beginning, at)) {
                return true;
            }
        }
        return false;
    }
}
