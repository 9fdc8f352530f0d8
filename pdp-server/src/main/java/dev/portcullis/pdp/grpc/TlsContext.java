package dev.portcullis.pdp.grpc;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// TLS as its files say it now. They are looked at again and again: new connections use what is newest, and files that
/// cannot be used leave what was there, with a line for the operator. TLS 1.3 only, and a client without a certificate
/// of the configured authorities does not get through the handshake.
final class TlsContext implements AutoCloseable {
    private final TlsFiles files;
    private final Consumer<String> told;
    private volatile SslContext current;
    private String stamp;
    private @Nullable Thread thread;
    private volatile boolean closed;

    private TlsContext(TlsFiles files, Consumer<String> told) throws ListenException {
        this.files = files;
        this.told = told;
        this.stamp = stampOf(files);
        this.current = context(files);
    }

    /// Reads the files and keeps looking at them.
    ///
    /// @param told a line about each change
    /// @throws ListenException when they cannot be used
    static TlsContext start(TlsFiles files, Duration interval, Consumer<String> told) throws ListenException {
        TlsContext context = new TlsContext(files, told);
        context.thread = Thread.ofPlatform().daemon().name("tls-watcher").start(() -> context.watch(interval));
        return context;
    }

    private void watch(Duration interval) {
        try {
            while (!closed) {
                Thread.sleep(interval);
                look();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        String now = stampOf(files);
        if (now.equals(stamp)) {
            return;
        }
        // Key and certificate are two files: between their writing they do not fit, which the next look finds mended.
        stamp = now;
        try {
            current = context(files);
            told.accept("tls active certificate=" + files.certificate());
        } catch (ListenException | RuntimeException unusable) {
            told.accept("tls files rejected: " + unusable.getMessage());
        }
    }

    /// What a connection made now has to use.
    SslContext current() {
        return current;
    }

    private static SslContext context(TlsFiles files) throws ListenException {
        for (Path file : files.all()) {
            if (!Files.isReadable(file)) {
                throw new ListenException("tls file `" + file + "` cannot be read");
            }
        }
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(
                            files.certificate().toFile(), files.key().toFile())
                    .trustManager(files.clientCa().toFile())
                    .clientAuth(ClientAuth.REQUIRE)
                    .protocols("TLSv1.3");
            return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
        } catch (SSLException | IllegalArgumentException unusable) {
            throw new ListenException(
                    "`" + files.certificate() + "`, `" + files.key() + "` and `" + files.clientCa()
                            + "` are not a certificate chain, its PKCS#8 key and authorities in PEM",
                    unusable);
        }
    }

    private static String stampOf(TlsFiles files) {
        StringBuilder stamp = new StringBuilder();
        for (Path file : files.all()) {
            try {
                stamp.append(Files.size(file))
                        .append('@')
                        .append(Files.getLastModifiedTime(file))
                        .append(' ');
            } catch (IOException unreadable) {
                stamp.append("- ");
            }
        }
        return stamp.toString();
    }

    @Override
    public void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
