package dev.portcullis.bridge.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A port that is listened on with HTTP/1.1. Closing it leaves open connections to the event loops.
public final class Listener implements AutoCloseable {
    private static final int IDLE_SECONDS = 300;

    private final Channel channel;
    private final OpenRequests open;

    private Listener(Channel channel, OpenRequests open) {
        this.channel = channel;
        this.open = open;
    }

    /// What a listener listens with.
    ///
    /// @param tls null is plain text, for loopback addresses only
    /// @param clients connections at once; a further one is closed
    /// @param requestBytes longest body of a request; a longer one is answered with 413
    public record Port(InetSocketAddress address, @Nullable SslContext tls, int clients, int requestBytes) {
        public Port {
            if (address.isUnresolved()) {
                throw new IllegalArgumentException("the address `" + address.getHostString() + "` is not known");
            }
            if (tls == null && !address.getAddress().isLoopbackAddress()) {
                throw new IllegalArgumentException("plain text is for loopback addresses only, not `" + address + "`");
            }
        }
    }

    /// Starts to listen.
    ///
    /// @throws IOException when the address cannot be listened on
    public static Listener start(Port port, EventLoops loops, Exchange exchange) throws IOException {
        OpenRequests open = new OpenRequests();
        var bound = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.server())
                .option(ChannelOption.SO_BACKLOG, 1_024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new Connections(port, exchange, open))
                .bind(port.address())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            String where = port.address().getHostString() + ":" + port.address().getPort();
            String cause = String.valueOf(bound.cause().getMessage());
            throw new IOException(
                    "cannot listen on `" + where + "`: " + (cause.contains("in use") ? "the port is in use" : cause));
        }
        return new Listener(bound.channel(), open);
    }

    private static final class Connections extends ChannelInitializer<Channel> {
        private final Port port;
        private final Exchange exchange;
        private final OpenRequests open;
        private final AtomicInteger clients = new AtomicInteger();

        Connections(Port port, Exchange exchange, OpenRequests open) {
            this.port = port;
            this.exchange = exchange;
            this.open = open;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.closeFuture().addListener(closed -> clients.decrementAndGet());
            if (clients.incrementAndGet() > port.clients()) {
                var _ = channel.close();
                return;
            }
            SslContext tls = port.tls();
            if (tls != null) {
                channel.pipeline().addLast(tls.newHandler(channel.alloc()));
            }
            channel.pipeline()
                    .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpObjectAggregator(port.requestBytes()))
                    .addLast(new ClientHandler(exchange, open));
        }
    }

    /// Where it listens, with the port that was chosen for port 0.
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /// Listens no longer; returns when every request that is open was answered, or after the time.
    public void drain(Duration most) {
        open.endConnections();
        close();
        open.awaitNone(most);
    }

    /// Listens no longer.
    @Override
    public void close() {
        channel.close().syncUninterruptibly();
    }
}
