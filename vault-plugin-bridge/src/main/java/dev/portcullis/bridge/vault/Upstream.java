package dev.portcullis.bridge.vault;

import dev.portcullis.bridge.http.EventLoops;
import dev.portcullis.bridge.http.Reply;
import dev.portcullis.bridge.pdp.EnforcementEvents;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.pool.AbstractChannelPoolHandler;
import io.netty.channel.pool.ChannelHealthChecker;
import io.netty.channel.pool.FixedChannelPool;
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
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/// The Vault or OpenBao server behind the proxy, over kept-alive HTTP/1.1 connections. Each event loop has connections
/// of its own, so that a request stays on the thread it came in on.
final class Upstream implements AutoCloseable {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int MOST_WAITING = 1_024;

    private final Server server;
    private final EnforcementEvents events;
    private final List<Connections> connections = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    /// The connections of one event loop.
    private record Connections(EventExecutor loop, FixedChannelPool pool) {}

    Upstream(Server server, EventLoops loops, EnforcementEvents events) {
        this.server = server;
        this.events = events;
        List<EventExecutor> each = new ArrayList<>();
        loops.group().forEach(each::add);
        int most = Math.max(1, server.connections() / each.size());
        for (EventExecutor loop : each) {
            Bootstrap bootstrap = new Bootstrap()
                    .group((EventLoop) loop)
                    .channel(loops.client())
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                    .remoteAddress(server.host(), server.port());
            connections.add(new Connections(loop, pool(bootstrap, server, most)));
        }
    }

    private static FixedChannelPool pool(Bootstrap bootstrap, Server server, int most) {
        return new FixedChannelPool(
                bootstrap,
                new NewConnection(server),
                ChannelHealthChecker.ACTIVE,
                FixedChannelPool.AcquireTimeoutAction.FAIL,
                CONNECT_MILLIS,
                most,
                MOST_WAITING);
    }

    private FixedChannelPool pool() {
        for (Connections each : connections) {
            if (each.loop().inEventLoop()) {
                return each.pool();
            }
        }
        return connections
                .get(Math.floorMod(turn.getAndIncrement(), connections.size()))
                .pool();
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

    /// Sends a request. Completes with the server's answer, or with 502 when there is none; never with an exception.
    /// A read whose kept connection turns out to be dead is sent once more. What is no read, or was not answered in
    /// time, is not.
    CompletableFuture<Reply> send(HttpMethod method, String target, HttpHeaders headers, byte[] body) {
        CompletableFuture<Reply> first = attempt(method, target, headers, body);
        CompletableFuture<Reply> answer = method.equals(HttpMethod.GET)
                ? first.exceptionallyCompose(failure -> cause(failure) instanceof SocketTimeoutException
                        ? CompletableFuture.failedFuture(failure)
                        : attempt(method, target, headers, body))
                : first;
        return answer.exceptionally(failure -> {
            String why = describe(failure);
            events.unserved(why);
            return VaultErrors.badGateway(why);
        });
    }

    private CompletableFuture<Reply> attempt(HttpMethod method, String target, HttpHeaders headers, byte[] body) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        FixedChannelPool pool = pool();
        pool.acquire().addListener((Future<Channel> acquired) -> {
            if (!acquired.isSuccess()) {
                answer.completeExceptionally(acquired.cause());
                return;
            }
            Channel channel = acquired.getNow();
            UpstreamAnswer handler = channel.pipeline().get(UpstreamAnswer.class);
            handler.expect(answer, server.answer(), () -> giveBack(pool, channel));
            channel.writeAndFlush(message(method, target, headers, body))
                    .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        });
        return answer;
    }

    /// A connection that is of no use any more leaves the pool by its health check.
    private static void giveBack(FixedChannelPool pool, Channel channel) {
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

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static String describe(Throwable failure) {
        Throwable cause = cause(failure);
        String message =
                Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
        return cause instanceof IOException ? message : cause.getClass().getSimpleName() + ": " + message;
    }

    @Override
    public void close() {
        connections.forEach(each -> each.pool().close());
    }
}
