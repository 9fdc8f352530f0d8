package dev.portcullis.bridge.vault;

import dev.portcullis.bridge.pdp.Answer;
import dev.portcullis.bridge.pdp.Question;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The listening proxy.
public final class VaultProxy implements AutoCloseable {
    /// Types of the obligations that it meets.
    public static final Set<String> OBLIGATIONS = Duties.TYPES;

    private static final int REQUEST_BYTES = 1 << 20;
    private static final int IDLE_SECONDS = 300;
    private static final boolean EPOLL = Epoll.isAvailable();

    private final EventLoopGroup group;
    private final Upstream upstream;
    private final Channel listener;
    private final OpenRequests open;

    private VaultProxy(EventLoopGroup group, Upstream upstream, Channel listener, OpenRequests open) {
        this.group = group;
        this.upstream = upstream;
        this.listener = listener;
        this.open = open;
    }

    /// Starts to listen. The server behind it and the decision point need not be there yet.
    ///
    /// @throws IOException when the address cannot be listened on
    public static VaultProxy start(
            VaultSettings settings, Function<Question, CompletableFuture<Answer>> decisionPoint, ProxyEvents events)
            throws IOException {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                0,
                new DefaultThreadFactory("vault-proxy"),
                EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        Class<? extends SocketChannel> channel = EPOLL ? EpollSocketChannel.class : NioSocketChannel.class;
        Upstream upstream = new Upstream(settings.server(), group, channel, events);
        ServerQueries queries = new ServerQueries(upstream, settings.token(), settings.namespace());
        MountTable mounts = new MountTable(queries);
        VaultExchange exchange = new VaultExchange(
                mounts,
                new Identities(queries, settings.keepIdentities()),
                new AppRoles(queries, mounts),
                new Questions(settings.place()),
                decisionPoint,
                new Enforcement(upstream, queries, events),
                events);
        RequestReader reader = new RequestReader(settings.mounts(), new HeaderRules(settings.namespace()));
        OpenRequests open = new OpenRequests();
        try {
            Channel listener = listen(settings, group, new Connections(settings, reader, exchange, open));
            return new VaultProxy(group, upstream, listener, open);
        } catch (IOException failure) {
            upstream.close();
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
            throw failure;
        }
    }

    private static Channel listen(VaultSettings settings, EventLoopGroup group, Connections connections)
            throws IOException {
        var bound = new ServerBootstrap()
                .group(group)
                .channel(EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1_024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(connections)
                .bind(settings.listen())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            String where =
                    settings.listen().getHostString() + ":" + settings.listen().getPort();
            String cause = String.valueOf(bound.cause().getMessage());
            throw new IOException(
                    "cannot listen on `" + where + "`: " + (cause.contains("in use") ? "the port is in use" : cause));
        }
        return bound.channel();
    }

    private static final class Connections extends ChannelInitializer<Channel> {
        private final @Nullable SslContext tls;
        private final int most;
        private final RequestReader reader;
        private final VaultExchange exchange;
        private final OpenRequests open;
        private final AtomicInteger clients = new AtomicInteger();

        Connections(VaultSettings settings, RequestReader reader, VaultExchange exchange, OpenRequests open) {
            this.tls = settings.tls();
            this.most = settings.clients();
            this.reader = reader;
            this.exchange = exchange;
            this.open = open;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.closeFuture().addListener(closed -> clients.decrementAndGet());
            if (clients.incrementAndGet() > most) {
                var _ = channel.close();
                return;
            }
            if (tls != null) {
                channel.pipeline().addLast(tls.newHandler(channel.alloc()));
            }
            channel.pipeline()
                    .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpObjectAggregator(REQUEST_BYTES))
                    .addLast(new ClientHandler(reader, exchange, open));
        }
    }

    /// Where it listens, with the port that was chosen for port 0.
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /// Stops listening; returns when every request that is open was answered, or after the time.
    public void drain(Duration most) {
        open.endConnections();
        listener.close().syncUninterruptibly();
        open.awaitNone(most);
    }

    /// Stops listening and ends all connections.
    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        upstream.close();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
