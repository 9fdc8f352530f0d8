package dev.portcullis.bridge.app;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// TLS to both sides, from PEM files, which are read at the start.
final class TlsContexts {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private TlsContexts() {}

    /// For clients; null is plain text.
    static @Nullable SslContext forClients(Optional<BridgeSettings.TlsFiles> files) throws StartException {
        if (files.isEmpty()) {
            return null;
        }
        Path certificate = readable(files.get().certificate());
        Path key = readable(files.get().key());
        try {
            return SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                    .sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOLS)
                    .build();
        } catch (SSLException | IllegalArgumentException wrong) {
            throw new StartException(
                    "`" + certificate + "` and `" + key + "` are not a PEM certificate and its PKCS#8 key");
        }
    }

    /// To the server, whose name the certificate must have; null is plain text.
    static @Nullable SslContext toServer(BridgeSettings.Upstream server) throws StartException {
        if (!server.tls()) {
            return null;
        }
        try {
            SslContextBuilder builder =
                    SslContextBuilder.forClient().sslProvider(SslProvider.JDK).protocols(PROTOCOLS);
            if (server.authorities().isPresent()) {
                builder.trustManager(readable(server.authorities().get()).toFile());
            }
            return builder.endpointIdentificationAlgorithm("HTTPS").build();
        } catch (SSLException | IllegalArgumentException wrong) {
            throw new StartException(
                    "`" + server.authorities().map(Path::toString).orElse("") + "` holds no PEM certificates");
        }
    }

    private static Path readable(Path file) throws StartException {
        if (!Files.isReadable(file)) {
            throw new StartException("the file `" + file + "` cannot be read");
        }
        return file;
    }
}
