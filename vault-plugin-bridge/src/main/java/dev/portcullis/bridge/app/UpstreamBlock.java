package dev.portcullis.bridge.app;

import dev.portcullis.settings.SettingsException;
import dev.portcullis.settings.SettingsFile;
import dev.portcullis.settings.SettingsNode;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The block `vault.server`.
record UpstreamBlock(SettingsFile source) {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int DEFAULT_PORT = 8_200;

    BridgeSettings.Upstream read(SettingsNode server) throws SettingsException {
        URI url = url(server);
        Optional<Path> authorities = server.text("ca").map(source::path);
        BridgeSettings.Upstream upstream = new BridgeSettings.Upstream(
                url.getHost(),
                url.getPort() < 0 ? DEFAULT_PORT : url.getPort(),
                url.getScheme().equals("https"),
                authorities,
                source.path(server.requiredText("token_file")),
                namespace(server),
                Duration.ofMillis(server.integer("answer_ms", 30_000, 1, 600_000)),
                (int) server.integer("answer_bytes", 32 << 20, 1_024, 1 << 30),
                (int) server.integer("connections", 64, 1, 65_535));
        server.finish();
        if (!upstream.tls()) {
            refuseStrangers(server, upstream);
        }
        return upstream;
    }

    private static URI url(SettingsNode server) throws SettingsException {
        String text = server.requiredText("url");
        try {
            URI url = new URI(text);
            boolean nothingElse = url.getRawPath() != null
                    && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && url.getRawUserInfo() == null;
            if (url.getScheme() != null && SCHEMES.contains(url.getScheme()) && url.getHost() != null && nothingElse) {
                return url;
            }
        } catch (URISyntaxException wrong) {
            // Reported below, with the form.
        }
        throw new SettingsException(server.origin("url")
                + "`vault.server.url` is not of the form `https://host:port`, without user, path and query");
    }

    /// Tokens and secrets travel on this connection.
    private static void refuseStrangers(SettingsNode server, BridgeSettings.Upstream upstream)
            throws SettingsException {
        if (upstream.authorities().isPresent()) {
            throw new SettingsException(server.origin("ca") + "`vault.server.ca` is for an `https` url");
        }
        try {
            if (InetAddress.getByName(upstream.host()).isLoopbackAddress()) {
                return;
            }
        } catch (UnknownHostException unknown) {
            // No loopback address either.
        }
        throw new SettingsException(server.origin("url") + "`" + upstream.host()
                + "` is not a loopback address, so `vault.server.url` has to be `https`");
    }

    private static String namespace(SettingsNode server) throws SettingsException {
        String namespace = server.text("namespace").orElse("");
        if (!namespace.isEmpty() && !namespace.matches("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")) {
            throw new SettingsException(server.origin("namespace") + "`vault.server.namespace` is `" + namespace
                    + "`, expected the form `a/b`, without slashes at its ends");
        }
        return namespace;
    }
}
