package dev.portcullis.bridge.app;

import dev.portcullis.bridge.aws.AwsSettings;
import dev.portcullis.bridge.pdp.Endpoint;
import dev.portcullis.bridge.pdp.Place;
import dev.portcullis.bridge.vault.Mounts;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What the configuration says, checked as far as that needs no file of another. At least one enforcement point is
/// there.
///
/// @param place where all of them stand
public record BridgeSettings(DecisionPoint pdp, Place place, Optional<Vault> vault, Optional<Aws> aws) {
    /// Where decisions are asked for.
    ///
    /// @param deadline from the question to its answer
    public record DecisionPoint(Endpoint endpoint, Duration deadline) {}

    /// The Vault proxy.
    ///
    /// @param cluster the name of the server in ids, such as `vault-prod`
    /// @param identities how long an identity is believed at most
    public record Vault(Listen listen, Upstream server, Mounts mounts, String cluster, Duration identities) {}

    /// The AWS broker.
    public record Aws(Listen listen, AwsSettings broker) {}

    /// Where clients connect.
    ///
    /// @param clients connections at once
    /// @param drain how long open requests may go on when the bridge stops
    public record Listen(InetSocketAddress address, Optional<TlsFiles> tls, int clients, Duration drain) {}

    /// PEM files: the certificate with its chain, and its key.
    public record TlsFiles(Path certificate, Path key) {}

    /// The server behind the proxy.
    ///
    /// @param tls whether it is asked over TLS
    /// @param authorities PEM file of who may have issued its certificate; nothing is whom the JDK trusts
    /// @param token file with the proxy's own token
    /// @param namespace the one namespace that is passed on; empty is the root
    /// @param answer how long an answer may take
    /// @param connections at once
    public record Upstream(
            String host,
            int port,
            boolean tls,
            Optional<Path> authorities,
            Path token,
            String namespace,
            Duration answer,
            int answerBytes,
            int connections) {}
}
