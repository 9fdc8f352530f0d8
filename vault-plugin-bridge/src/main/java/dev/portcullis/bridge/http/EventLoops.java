package dev.portcullis.bridge.http;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/// Event loops and the channels that run on them: epoll where there is one, else NIO.
///
/// @param client of connections that are opened
/// @param server of ports that are listened on
public record EventLoops(
        EventLoopGroup group, Class<? extends SocketChannel> client, Class<? extends ServerChannel> server)
        implements AutoCloseable {
    /// New event loops, one for each processor.
    ///
    /// @param name of their threads
    public static EventLoops start(String name) {
        DefaultThreadFactory threads = new DefaultThreadFactory(name);
        int count = Runtime.getRuntime().availableProcessors();
        return Epoll.isAvailable()
                ? new EventLoops(
                        new MultiThreadIoEventLoopGroup(count, threads, EpollIoHandler.newFactory()),
                        EpollSocketChannel.class,
                        EpollServerSocketChannel.class)
                : new EventLoops(
                        new MultiThreadIoEventLoopGroup(count, threads, NioIoHandler.newFactory()),
                        NioSocketChannel.class,
                        NioServerSocketChannel.class);
    }

    /// Ends the loops and every channel that is left.
    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
