package dev.portcullis.bridge.app;

import dev.portcullis.bridge.vault.Mounts;
import dev.portcullis.settings.SettingsException;
import dev.portcullis.settings.SettingsFile;
import dev.portcullis.settings.SettingsNode;
import java.time.Duration;
import java.util.Set;

/// The block `vault`.
record VaultBlock(SettingsFile source) {
    private static final int DEFAULT_PORT = 8_100;
    /// `<name>` of ids such as `vault:secret:<name>/kv/app`; a slash would make it another id.
    private static final String NAME = "[A-Za-z0-9._-]{1,128}";

    BridgeSettings.Vault read(SettingsNode vault) throws SettingsException {
        BridgeSettings.Vault read = new BridgeSettings.Vault(
                new ListenBlock(source, DEFAULT_PORT).read(vault.child("listen")),
                new UpstreamBlock(source).read(vault.child("server")),
                mounts(vault.child("mounts")),
                cluster(vault),
                Duration.ofMillis(vault.integer("identity_cache_ms", 5_000, 0, 3_600_000)));
        vault.finish();
        return read;
    }

    private static Mounts mounts(SettingsNode mounts) throws SettingsException {
        Set<String> keyValue = Set.copyOf(mounts.texts("key_value"));
        Set<String> appRole = Set.copyOf(mounts.texts("app_role"));
        mounts.finish();
        if (keyValue.isEmpty() && appRole.isEmpty()) {
            throw new SettingsException(
                    mounts.origin("key_value") + "`vault.mounts` names no mount, so nothing would be passed on");
        }
        try {
            return new Mounts(keyValue, appRole);
        } catch (IllegalArgumentException wrong) {
            throw new SettingsException(mounts.origin("key_value") + wrong.getMessage());
        }
    }

    private static String cluster(SettingsNode vault) throws SettingsException {
        String cluster = vault.requiredText("cluster");
        if (!cluster.matches(NAME)) {
            throw new SettingsException(vault.origin("cluster") + "`vault.cluster` is `" + cluster
                    + "`, expected letters, digits, `.`, `_` and `-`, at most 128");
        }
        return cluster;
    }
}
