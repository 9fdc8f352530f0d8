package dev.portcullis.pdp.grpc;

import dev.portcullis.pdp.decision.Callers;
import dev.portcullis.pdp.decision.DecisionPoint;
import dev.portcullis.pdp.decision.Limits;
import dev.portcullis.pdp.decision.RequestRules;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.InternalNettyServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The gRPC listeners: loopback TCP, a unix socket, or both, over one set of event loops. Handlers run on the loops
/// (directExecutor), so nothing behind them may block.
public final class GrpcListeners implements AutoCloseable {
    private final Options options;
    private final SlowLane slow;
    private final HealthStatusManager health = new HealthStatusManager();
    private final EventLoopGroup loops;
    private final List<Server> servers = new ArrayList<>();
    private Optional<UnixSocketFile> published = Optional.empty();
    private Optional<Integer> port = Optional.empty();

    private GrpcListeners(Options options, SlowLane slow) {
        this.options = options;
        this.slow = slow;
        this.loops = new MultiThreadIoEventLoopGroup(options.loops, EpollIoHandler.newFactory());
    }

    /// Where and how to listen.
    ///
    /// @param tcp a loopback address; empty for none
    /// @param unix empty for none
    /// @param loops event loops, one per core
    /// @param drainMillis how long open calls may go on when the server stops
    public record Options(
            Optional<InetSocketAddress> tcp, Optional<Unix> unix, int loops, Limits limits, long drainMillis) {}

    /// A unix socket.
    ///
    /// @param path of the socket
    /// @param permissions such as `rw-rw----`
    public record Unix(java.nio.file.Path path, String permissions) {}

    /// Starts listening.
    ///
    /// @throws ListenException when an address is refused or in use; nothing is then left running
    public static GrpcListeners start(Options options, DecisionPoint point, Callers callers) throws ListenException {
        if (!Epoll.isAvailable()) {
            throw new ListenException("the gRPC door needs Linux with epoll on this processor");
        }
        SlowLane slow = new SlowLane(options.limits.serving());
        GrpcListeners listeners = new GrpcListeners(options, slow);
        ProtoMapping mapping = new ProtoMapping(new RequestRules(options.limits.request()));
        ServerServiceDefinition service = new ServerInterceptors(callers, options.limits.serving())
                .around(new DecisionGrpcService(point, mapping, options.limits, slow));
        try {
            if (options.tcp.isPresent()) {
                listeners.listenTcp(options.tcp.get(), service);
            }
            if (options.unix.isPresent()) {
                listeners.listenUnix(options.unix.get(), service);
            }
            return listeners;
        } catch (ListenException refused) {
            listeners.close();
            throw refused;
        }
    }

    private void listenTcp(InetSocketAddress address, ServerServiceDefinition service) throws ListenException {
        if (!address.getAddress().isLoopbackAddress()) {
            throw new ListenException("refusing to listen on `"
                    + address.getAddress().getHostAddress() + "` without client certificates; use a loopback address");
        }
        PeerNegotiator peers = PeerNegotiator.loopback(options.limits.serving().connections());
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        address, InternalNettyServerCredentials.create(peers))
                .channelType(EpollServerSocketChannel.class);
        try {
            Server server = build(builder, service).start();
            servers.add(server);
            port = Optional.of(server.getPort());
        } catch (IOException failure) {
            throw new ListenException(
                    "cannot listen on `" + address.getAddress().getHostAddress() + ":" + address.getPort()
                            + "`: another process may use it; stop it or configure another `grpc.tcp.port`",
                    failure);
        }
    }

    private void listenUnix(Unix unix, ServerServiceDefinition service) throws ListenException {
        UnixSocketFile file = new UnixSocketFile(unix.path, unix.permissions);
        file.prepare();
        PeerNegotiator peers = PeerNegotiator.unix(options.limits.serving().connections());
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new DomainSocketAddress(file.unfinished().toFile()),
                        InternalNettyServerCredentials.create(peers))
                .channelType(EpollServerDomainSocketChannel.class);
        try {
            servers.add(build(builder, service).start());
        } catch (IOException failure) {
            throw new ListenException("cannot listen on `" + unix.path + "`: " + failure.getMessage(), failure);
        }
        file.publish();
        published = Optional.of(file);
    }

    private Server build(NettyServerBuilder builder, ServerServiceDefinition service) {
        BindableService reflection = ProtoReflectionServiceV1.newInstance();
        return builder.bossEventLoopGroup(loops)
                .workerEventLoopGroup(loops)
                .directExecutor()
                .maxInboundMessageSize(options.limits.request().messageBytes())
                .maxConcurrentCallsPerConnection(options.limits.serving().callsPerConnection())
                .addService(service)
                .addService(health.getHealthService())
                .addService(reflection)
                .build();
    }

    /// Tells health checks whether this server can decide.
    public void ready(boolean ready) {
        health.setStatus(
                HealthStatusManager.SERVICE_NAME_ALL_SERVICES,
                ready ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
    }

    /// The TCP port in use; empty without a TCP listener.
    public Optional<Integer> port() {
        return port;
    }

    /// Stops taking calls, lets the open ones end, and stops.
    @Override
    public void close() {
        health.enterTerminalState();
        servers.forEach(Server::shutdown);
        try {
            for (Server server : servers) {
                if (!server.awaitTermination(options.drainMillis, TimeUnit.MILLISECONDS)) {
                    server.shutdownNow();
                }
            }
        } catch (InterruptedException interrupted) {
            servers.forEach(Server::shutdownNow);
            Thread.currentThread().interrupt();
        }
        published.ifPresent(GrpcListeners::remove);
        slow.close();
        loops.shutdownGracefully(0, options.drainMillis, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

    private static void remove(UnixSocketFile file) {
        try {
            file.remove();
        } catch (IOException left) {
            // The next start finds it stale and removes it.
            System.getLogger(GrpcListeners.class.getName())
                    .log(System.Logger.Level.WARNING, "the unix socket file stays behind", left);
        }
    }
}
