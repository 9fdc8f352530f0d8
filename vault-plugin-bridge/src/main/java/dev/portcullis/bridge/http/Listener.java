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
import org.jspecify.annotations.Nullable;

/// A port that is listened on with HTTP/1.1. Closing it leaves open connections to the event loops.
public record Listener(Channel channel) implements AutoCloseable {
    private static final int IDLE_SECONDS = 300;

    /// What a listener listens with.
    ///
    /// @param tls null is plain text, for loopback addresses only
    /// @param requestBytes longest body of a request; a longer one is answered with 413
    public record Port(InetSocketAddress address, @Nullable SslContext tls, int requestBytes) {
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
        var bound = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.server())
                .option(ChannelOption.SO_BACKLOG, 1_024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new Connections(port, exchange))
                .bind(port.address())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen on `" + port.address() + "`: "
                    + bound.cause().getMessage());
        }
        return new Listener(bound.channel());
    }

    private static final class Connections extends ChannelInitializer<Channel> {
        private final Port port;
        private final Exchange exchange;

        Connections(Port port, Exchange exchange) {
            this.port = port;
            this.exchange = exchange;
        }

        @Override
        protected void initChannel(Channel channel) {
            SslContext tls = port.tls();
            if (tls != null) {
                channel.pipeline().addLast(tls.newHandler(channel.alloc()));
            }
            channel.pipeline()
                    .addLast(new IdleStateHandler(IDLE_SECONDS, IDLE_SECONDS, IDLE_SECONDS))
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpObjectAggregator(port.requestBytes()))
                    .addLast(new ClientHandler(exchange));
        }
    }

    /// Where it listens, with the port that was chosen for port 0.
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /// Listens no longer.
    @Override
    public void close() {
        channel.close().syncUninterruptibly();
    }
}
