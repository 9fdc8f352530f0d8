package dev.portcullis.bridge.pdp;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.concurrent.TimeUnit;

/// A plain-text gRPC channel on one event loop, on which all its callbacks run.
record Connection(ManagedChannel channel, EventLoop loop) implements AutoCloseable {
    /// @param loop of epoll where there is epoll, else of NIO
    static Connection to(Endpoint endpoint, int maxAnswerBytes, EventLoop loop) {
        ManagedChannel channel = (Epoll.isAvailable() ? epoll(endpoint) : nio(endpoint))
                .eventLoopGroup(loop)
                .usePlaintext()
                .directExecutor()
                .maxInboundMessageSize(maxAnswerBytes)
                .build();
        return new Connection(channel, loop);
    }

    private static NettyChannelBuilder epoll(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Socket(var path) ->
                NettyChannelBuilder.forAddress(new DomainSocketAddress(path.toString()))
                        .channelType(EpollDomainSocketChannel.class, DomainSocketAddress.class)
                        .overrideAuthority("localhost");
            case Endpoint.Loopback(int port) ->
                NettyChannelBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .channelType(EpollSocketChannel.class, InetSocketAddress.class);
        };
    }

    private static NettyChannelBuilder nio(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Socket(var path) ->
                NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(path))
                        .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class)
                        .overrideAuthority("localhost");
            case Endpoint.Loopback(int port) ->
                NettyChannelBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .channelType(NioSocketChannel.class, InetSocketAddress.class);
        };
    }

    /// Ends the channel, which has to be before its event loop ends: a channel that still reconnects must not meet an
    /// ended loop.
    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
