package dev.portcullis.bridge.vault;

import java.util.Set;

/// The mounts that are passed on, by the kind the server must have there. A mount that is not listed is refused.
///
/// @param keyValue version 2 key-value stores
/// @param appRole AppRole methods, without `auth/`
public record Mounts(Set<String> keyValue, Set<String> appRole) {
    public Mounts {
        keyValue = Set.copyOf(keyValue);
        appRole = Set.copyOf(appRole);
        for (String mount : keyValue) {
            check(mount);
        }
        for (String mount : appRole) {
            check(mount);
        }
    }

    private static void check(String mount) {
        if (!CanonicalPath.isPlain(mount)) {
            throw new IllegalArgumentException("the mount `" + mount + "` is not of the form `a/b`");
        }
    }
}
