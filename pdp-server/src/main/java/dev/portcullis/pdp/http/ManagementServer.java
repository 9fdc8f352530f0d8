package dev.portcullis.pdp.http;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.BeanInstantiationException;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/// The management port while it listens.
public final class ManagementServer implements AutoCloseable {
    private final ApplicationContext context;
    private final EmbeddedServer server;
    private final InetAddress address;

    private ManagementServer(ApplicationContext context, EmbeddedServer server, InetAddress address) {
        this.context = context;
        this.server = server;
        this.address = address;
    }

    /// Listens without authentication; port 0 takes any free one.
    ///
    /// @throws IOException when the address is in use
    public static ManagementServer start(InetSocketAddress address, Readiness readiness, ServerMetrics metrics)
            throws IOException {
        ApplicationContext context = ApplicationContext.builder()
                .banner(false)
                .deduceEnvironment(false)
                .properties(Map.of(
                        "micronaut.application.name", "portcullis",
                        "micronaut.server.host", address.getAddress().getHostAddress(),
                        "micronaut.server.port", address.getPort()))
                .singletons(readiness, metrics)
                .start();
        try {
            EmbeddedServer server = context.getBean(EmbeddedServer.class);
            server.start();
            return new ManagementServer(context, server, address.getAddress());
        } catch (ServerStartupException | BeanInstantiationException inUse) {
            context.close();
            throw new IOException(
                    "cannot listen on `" + address.getAddress().getHostAddress() + ":" + address.getPort()
                            + "`: another process may use it; stop it or configure another `management.port`",
                    inUse);
        }
    }

    /// The port in use.
    public int port() {
        return server.getPort();
    }

    /// Where it listens.
    public String url() {
        String host = address.getHostAddress();
        return "http://" + (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port();
    }

    @Override
    public void close() {
        server.stop();
        context.close();
    }
}
