package dev.portcullis.bridge.vault;

import java.util.Map;

/// Who is behind a token or a role id, as the server says.
///
/// @param accessor of the token, which is not secret; empty for a role id
/// @param entity id of the entity; empty when there is none
/// @param metadata of the entity, which administrators of the server set
/// @param role `auth/<mount>/<role>` of the login; empty when it was none by a role
/// @param ttlSeconds how long the token lives on; 0 is for ever or unknown
record Identity(String accessor, String entity, Map<String, String> metadata, String role, long ttlSeconds) {
    Identity {
        metadata = Map.copyOf(metadata);
    }
}
