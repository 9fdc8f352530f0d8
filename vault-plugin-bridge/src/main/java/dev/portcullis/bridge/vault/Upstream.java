package dev.portcullis.bridge.vault;

import dev.portcullis.bridge.http.Reply;
import dev.portcullis.bridge.pdp.EnforcementEvents;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.pool.AbstractChannelPoolHandler;
import io.netty.channel.pool.ChannelHealthChecker;
import io.netty.channel.pool.FixedChannelPool;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The Vault or OpenBao server behind the proxy, over kept-alive HTTP/1.1 connections.
final class Upstream implements AutoCloseable {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int MOST_WAITING = 1_024;

    private final Server server;
    private final EnforcementEvents events;
    private final FixedChannelPool pool;

    Upstream(Server server, EventLoopGroup group, Class<? extends SocketChannel> channel, EnforcementEvents events) {
        this.server = server;
        this.events = events;
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channel(channel)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .remoteAddress(server.host(), server.port());
        this.pool = new FixedChannelPool(
                bootstrap,
                new NewConnection(server),
                ChannelHealthChecker.ACTIVE,
                FixedChannelPool.AcquireTimeoutAction.FAIL,
                CONNECT_MILLIS,
                server.connections(),
                MOST_WAITING);
    }

    private static final class NewConnection extends AbstractChannelPoolHandler {
        private final Server server;

        NewConnection(Server server) {
            this.server = server;
        }

        @Override
        public void channelCreated(Channel channel) {
            SslContext tls = server.tls();
            if (tls != null) {
                channel.pipeline().addLast(tls.newHandler(channel.alloc(), server.host(), server.port()));
            }
            channel.pipeline()
                    .addLast(new HttpClientCodec())
                    .addLast(new HttpObjectAggregator(server.answerBytes()))
                    .addLast(new UpstreamAnswer());
        }
    }

    /// Passes a client's request on.
    CompletableFuture<Reply> pass(VaultRequest request) {
        return send(request.method(), request.target(), request.headers(), request.body());
    }

    /// Sends a request. Completes with the server's answer, or with 502 when there is none; never with an exception. A
    /// read whose kept connection turns out to be dead is sent once more, anything else never.
    CompletableFuture<Reply> send(HttpMethod method, String target, HttpHeaders headers, byte[] body) {
        CompletableFuture<Reply> first = attempt(method, target, headers, body);
        CompletableFuture<Reply> answer = method.equals(HttpMethod.GET)
                ? first.exceptionallyCompose(failure -> attempt(method, target, headers, body))
                : first;
        return answer.exceptionally(failure -> {
            String why = describe(failure);
            events.unserved(why);
            return VaultErrors.badGateway(why);
        });
    }

    private CompletableFuture<Reply> attempt(HttpMethod method, String target, HttpHeaders headers, byte[] body) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        pool.acquire().addListener((Future<Channel> acquired) -> {
            if (!acquired.isSuccess()) {
                answer.completeExceptionally(acquired.cause());
                return;
            }
            Channel channel = acquired.getNow();
            UpstreamAnswer handler = channel.pipeline().get(UpstreamAnswer.class);
            handler.expect(answer, server.answer(), () -> giveBack(channel));
            channel.writeAndFlush(message(method, target, headers, body))
                    .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        });
        return answer;
    }

    /// A connection that is of no use any more leaves the pool by its health check.
    private void giveBack(Channel channel) {
        var _ = pool.release(channel);
    }

    private FullHttpRequest message(HttpMethod method, String target, HttpHeaders headers, byte[] body) {
        FullHttpRequest message = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                method,
                target,
                Unpooled.wrappedBuffer(body),
                DefaultHttpHeadersFactory.headersFactory(),
                DefaultHttpHeadersFactory.trailersFactory());
        message.headers().add(headers).set(HttpHeaderNames.HOST, server.authority());
        if (body.length > 0 || !method.equals(HttpMethod.GET)) {
            message.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        return message;
    }

    private static String describe(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String message =
                Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
        return cause instanceof IOException ? message : cause.getClass().getSimpleName() + ": " + message;
    }

    @Override
    public void close() {
        pool.close();
    }
}
