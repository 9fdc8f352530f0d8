package dev.portcullis.pdp.grpc;

import dev.portcullis.pdp.decision.Callers;
import dev.portcullis.pdp.decision.ConcurrencyLimit;
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
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The gRPC listeners: TCP, a unix socket, or both, over one set of event loops. Handlers run on the loops
/// (directExecutor), so nothing behind them may block.
public final class GrpcListeners implements AutoCloseable {
    private final Options options;
    private final SlowLane slow;
    private final List<ServerServiceDefinition> beside;
    private final ConcurrencyLimit concurrency;
    private final DoorCounts counts = new DoorCounts();
    private final HealthStatusManager health = new HealthStatusManager();
    private final EventLoopGroup loops;
    private final List<Server> servers = new ArrayList<>();
    private Optional<UnixSocketFile> published = Optional.empty();
    private Optional<Integer> port = Optional.empty();
    private Optional<TlsContext> tls = Optional.empty();

    private GrpcListeners(Options options, SlowLane slow, List<ServerServiceDefinition> beside) {
        this.beside = List.copyOf(beside);
        this.options = options;
        this.slow = slow;
        this.concurrency = new ConcurrencyLimit(
                options.limits.serving().leastConcurrent(),
                options.limits.serving().mostConcurrent());
        this.loops = new MultiThreadIoEventLoopGroup(options.loops, EpollIoHandler.newFactory());
    }

    /// Where and how to listen.
    ///
    /// @param tcp empty for none
    /// @param unix empty for none
    /// @param loops event loops, one per core
    /// @param drainMillis how long open calls may go on when the server stops
    public record Options(Optional<Tcp> tcp, Optional<Unix> unix, int loops, Limits limits, long drainMillis) {}

    /// A TCP address.
    ///
    /// @param address beyond loopback only with TLS
    /// @param tls empty takes anybody, as the anonymous caller
    /// @param reload how often the TLS files are looked at
    /// @param told a line about each change of them
    public record Tcp(InetSocketAddress address, Optional<TlsFiles> tls, Duration reload, Consumer<String> told) {
        /// An address without TLS.
        public static Tcp plain(InetSocketAddress address) {
            return new Tcp(address, Optional.empty(), Duration.ZERO, _ -> {});
        }
    }

    /// A unix socket.
    ///
    /// @param path of the socket
    /// @param permissions such as `rw-rw----`
    public record Unix(java.nio.file.Path path, String permissions) {}

    /// Starts listening.
    ///
    /// @throws ListenException when an address is refused or in use; nothing is then left running
    public static GrpcListeners start(Options options, DecisionPoint point, Callers callers) throws ListenException {
        return start(options, point, callers, List.of());
    }

    /// Starts listening, with other services beside the decisions, such as the echo of a benchmark: they run on the
    /// same event loops and are behind none of the interceptors.
    ///
    /// @throws ListenException as the other one
    public static GrpcListeners start(
            Options options, DecisionPoint point, Callers callers, List<ServerServiceDefinition> beside)
            throws ListenException {
        if (!Epoll.isAvailable()) {
            throw new ListenException("the gRPC door needs Linux with epoll on this processor");
        }
        SlowLane slow = new SlowLane(options.limits.serving());
        GrpcListeners listeners = new GrpcListeners(options, slow, beside);
        ProtoMapping mapping = new ProtoMapping(new RequestRules(options.limits.request()));
        ServerServiceDefinition service = new ServerInterceptors(
                        callers, options.limits.serving(), listeners.concurrency)
                .around(new DecisionGrpcService(point, mapping, options.limits, slow, listeners.concurrency));
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

    private void listenTcp(Tcp tcp, ServerServiceDefinition service) throws ListenException {
        InetSocketAddress address = tcp.address;
        if (address.isUnresolved()) {
            throw new ListenException(
                    "the host `" + address.getHostString() + "` of `grpc.tcp.address` has no address");
        }
        if (tcp.tls.isEmpty() && !address.getAddress().isLoopbackAddress()) {
            throw new ListenException("refusing to listen on `"
                    + address.getAddress().getHostAddress()
                    + "` without client certificates; use a loopback address or configure `grpc.tcp.tls`");
        }
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        address, InternalNettyServerCredentials.create(peers(tcp)))
                .channelType(EpollServerSocketChannel.class);
        if (tcp.tls.isPresent()) {
            builder.addTransportFilter(new CertificateFilter())
                    .maxConnectionAge(options.limits.connections().ageMillis(), TimeUnit.MILLISECONDS);
        }
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

    private PeerNegotiator peers(Tcp tcp) throws ListenException {
        int most = options.limits.connections().most();
        if (tcp.tls.isEmpty()) {
            return PeerNegotiator.loopback(most);
        }
        TlsContext context = TlsContext.start(tcp.tls.get(), tcp.reload, tcp.told);
        tls = Optional.of(context);
        return PeerNegotiator.tls(context::current, most);
    }

    private void listenUnix(Unix unix, ServerServiceDefinition service) throws ListenException {
        UnixSocketFile file = new UnixSocketFile(unix.path, unix.permissions);
        file.prepare();
        PeerNegotiator peers = PeerNegotiator.unix(options.limits.connections().most());
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new DomainSocketAddress(file.unfinished().toFile()),
                        InternalNettyServerCredentials.create(peers))
                .withChildOption(ChannelOption.SO_KEEPALIVE, null)
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
        Limits.Connections connections = options.limits.connections();
        return builder.bossEventLoopGroup(loops)
                .workerEventLoopGroup(loops)
                .directExecutor()
                .addStreamTracerFactory(counts.tracers())
                .maxInboundMessageSize(options.limits.request().messageBytes())
                .maxInboundMetadataSize(connections.headerBytes())
                .maxConcurrentCallsPerConnection(connections.calls())
                .handshakeTimeout(connections.pingTimeoutMillis(), TimeUnit.MILLISECONDS)
                .maxConnectionIdle(connections.idleMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTime(connections.pingMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(connections.pingTimeoutMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(connections.leastPingMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(true)
                .addService(service)
                .addService(health.getHealthService())
                .addService(reflection)
                .addServices(beside)
                .build();
    }

    /// Tells health checks whether this server can decide.
    public void ready(boolean ready) {
        health.setStatus(
                HealthStatusManager.SERVICE_NAME_ALL_SERVICES,
                ready ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
    }

    /// What the doors count.
    public DoorCounts counts() {
        return counts;
    }

    /// The adaptive limit of open questions.
    public ConcurrencyLimit concurrency() {
        return concurrency;
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
        tls.ifPresent(TlsContext::close);
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
