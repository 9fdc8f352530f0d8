package dev.portcullis.bridge.vault;

import dev.portcullis.bridge.http.Listener;
import dev.portcullis.bridge.pdp.Place;
import java.time.Duration;
import java.util.function.Supplier;

/// How the proxy runs.
///
/// @param listen where clients connect
/// @param token of the proxy itself, read anew for each use; empty when there is none at the moment
/// @param namespace the one namespace that is passed on; empty is the root
/// @param cluster the server's name in ids, such as `vault-prod`
/// @param keepIdentities how long an identity is believed at most
public record VaultSettings(
        Listener.Port listen,
        Server server,
        Supplier<String> token,
        String namespace,
        Mounts mounts,
        String cluster,
        Place place,
        Duration keepIdentities) {}
