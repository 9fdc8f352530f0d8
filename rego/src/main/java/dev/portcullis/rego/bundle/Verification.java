package dev.portcullis.rego.bundle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a bundle has to be signed. A bundle without a signature is then refused.
///
/// @param keys that may have signed it, with different ids; at least one
/// @param keyId which of them it must be; empty takes the one the token names
/// @param scope what the token must name as `scope`; empty takes that of the key
/// @param requiresExpiry whether the token must have an `exp`
public record Verification(List<VerificationKey> keys, String keyId, String scope, boolean requiresExpiry) {
    public Verification {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || byId(keys).size() < keys.size()) {
            throw new IllegalArgumentException("keys with different ids are needed, at least one");
        }
    }

    private static Map<String, VerificationKey> byId(List<VerificationKey> keys) {
        Map<String, VerificationKey> byId = new HashMap<>();
        keys.forEach(key -> byId.put(key.id(), key));
        return byId;
    }

    /// The key of an id; null when there is none.
    @Nullable
    VerificationKey key(String id) {
        return byId(keys).get(id);
    }
}
