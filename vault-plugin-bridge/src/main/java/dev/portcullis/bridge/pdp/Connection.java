package dev.portcullis.bridge.pdp;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.concurrent.TimeUnit;

/// A plain-text gRPC channel with one event loop of its own, on which all its callbacks run. Epoll where there is
/// one:
/// a question is a round trip of a few microseconds, and NIO costs as much again.
record Connection(ManagedChannel channel, EventLoop loop, EventLoopGroup group) implements AutoCloseable {
    static Connection to(Endpoint endpoint, int maxAnswerBytes) {
        boolean epoll = Epoll.isAvailable();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                1,
                new DefaultThreadFactory("pdp-client", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        ManagedChannel channel = (epoll ? epoll(endpoint) : nio(endpoint))
                .eventLoopGroup(group)
                .usePlaintext()
                .directExecutor()
                .maxInboundMessageSize(maxAnswerBytes)
                .build();
        return new Connection(channel, group.next(), group);
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

    /// Ends the channel before its event loop: a channel that still reconnects must not meet an ended loop.
    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
