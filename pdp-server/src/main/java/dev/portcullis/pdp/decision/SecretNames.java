package dev.portcullis.pdp.decision;

import java.util.Locale;
import java.util.Set;

/// Names under which secrets travel. A property with such a name makes a request invalid before anything keeps it.
final class SecretNames {
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

    private SecretNames() {}

    /// Whether the whole name, in any case and with `-`, `.` or space for `_`, is a secret's. `token_ttl_s` is not.
    static boolean contains(String name) {
        String folded = name.toLowerCase(Locale.ROOT)
                .replace('-', '_')
                .replace('.', '_')
                .replace(' ', '_');
        return NAMES.contains(folded);
    }
}
