package dev.portcullis.bridge.vault;

/// What a request asks of Vault, as far as this proxy passes it on. Everything else is refused.
sealed interface VaultOperation {
    /// Reads a secret of a version 2 key-value store.
    ///
    /// @param mount without slashes at its ends
    /// @param path within the mount, without the `data/` of the API
    /// @param version 0 is the newest
    record SecretRead(String mount, String path, long version) implements VaultOperation {}

    /// Exchanges a role id and a secret id for a token.
    ///
    /// @param mount of the auth method, without `auth/`
    record AppRoleLogin(String mount, String roleId) implements VaultOperation {}

    /// Asks about the token itself.
    record TokenLookup() implements VaultOperation {}

    /// Asks what kind of mount a path lies in, as `bao kv get` does before it reads. Hands out nothing, so nobody is
    /// asked.
    record MountLookup(String mount) implements VaultOperation {}
}
