package dev.portcullis.bridge.vault;

import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How the proxy runs.
///
/// @param listen where clients connect; plain text on loopback addresses only
/// @param tls for clients; null is plain text
/// @param clients connections at once; a further one is closed
/// @param token of the proxy itself, read anew for each use; empty when there is none at the moment
/// @param namespace the one namespace that is passed on; empty is the root
/// @param keepIdentities how long an identity is believed at most
public record VaultSettings(
        InetSocketAddress listen,
        @Nullable SslContext tls,
        int clients,
        Server server,
        Supplier<String> token,
        String namespace,
        Mounts mounts,
        Place place,
        Duration keepIdentities) {
    public VaultSettings {
        if (tls == null && !listen.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("plain text is for loopback addresses only, not `" + listen + "`");
        }
    }
}
