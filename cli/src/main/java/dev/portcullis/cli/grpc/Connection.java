package dev.portcullis.cli.grpc;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.concurrent.TimeUnit;

/// A plain-text gRPC channel with one event loop of its own. NIO serves both kinds of endpoint on every platform; the
/// native transport would be loaded for a handful of calls.
record Connection(ManagedChannel channel, EventLoopGroup eventLoop) implements AutoCloseable {
    static Connection to(Endpoint endpoint) {
        EventLoopGroup eventLoop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        NettyChannelBuilder builder = switch (endpoint) {
            case Endpoint.Socket(var path) ->
                NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(path))
                        .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class)
                        .overrideAuthority("localhost");
            case Endpoint.Tcp(var host, var port) ->
                NettyChannelBuilder.forAddress(host, port).channelType(NioSocketChannel.class, InetSocketAddress.class);
        };
        return new Connection(
                builder.eventLoopGroup(eventLoop)
                        .usePlaintext()
                        .directExecutor()
                        .build(),
                eventLoop);
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
        eventLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
