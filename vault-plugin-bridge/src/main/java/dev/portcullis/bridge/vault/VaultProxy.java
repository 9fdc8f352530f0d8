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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The listening proxy.
public final class VaultProxy implements AutoCloseable {
    private static final int REQUEST_BYTES = 1 << 20;
    private static final int IDLE_SECONDS = 300;
    private static final boolean EPOLL = Epoll.isAvailable();

    private final EventLoopGroup group;
    private final Upstream upstream;
    private final Channel listener;

    private VaultProxy(EventLoopGroup group, Upstream upstream, Channel listener) {
        this.group = group;
        this.upstream = upstream;
        this.listener = listener;
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
        Upstream upstream = new Upstream(settings.server(), group, channel);
        ServerQueries queries = new ServerQueries(upstream, settings.token(), settings.namespace());
        MountTable mounts = new MountTable(queries);
        VaultExchange exchange = new VaultExchange(
                mounts,
                new Identities(queries, settings.keepIdentities()),
                new AppRoles(queries, mounts),
                new Questions(settings.place()),
                decisionPoint,
                new Enforcement(upstream, queries),
                events);
        RequestReader reader = new RequestReader(settings.mounts(), new HeaderRules(settings.namespace()));
        try {
            Channel listener = listen(settings, group, new Connections(settings.tls(), reader, exchange));
            events.listening(listener.localAddress().toString());
            return new VaultProxy(group, upstream, listener);
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
            throw new IOException("cannot listen on `" + settings.listen() + "`: "
                    + bound.cause().getMessage());
        }
        return bound.channel();
    }

    private static final class Connections extends ChannelInitializer<Channel> {
        private final @Nullable SslContext tls;
        private final RequestReader reader;
        private final VaultExchange exchange;

        Connections(@Nullable SslContext tls, RequestReader reader, VaultExchange exchange) {
            this.tls = tls;
            this.reader = reader;
            this.exchange = exchange;
        }

        @Override
        protected void initChannel(Channel channel) {
            if (tls != null) {
                channel.pipeline().addLast(tls.newHandler(channel.alloc()));
            }
            channel.pipeline()
                    .addLast(new IdleStateHandler(IDLE_SECONDS, IDLE_SECONDS, IDLE_SECONDS))
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpObjectAggregator(REQUEST_BYTES))
                    .addLast(new ClientHandler(reader, exchange));
        }
    }

    /// Where it listens, with the port that was chosen for port 0.
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /// Stops listening and ends all connections.
    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        upstream.close();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
