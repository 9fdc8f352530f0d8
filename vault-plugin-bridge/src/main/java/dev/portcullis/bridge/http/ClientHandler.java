package dev.portcullis.bridge.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;

/// One connection of a client: one request at a time, answered in the order they came. The next one is read when the
/// answer to this one was written, so a client that does not read its answers holds back its own requests only.
final class ClientHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Exchange exchange;
    private final OpenRequests open;
    /// Requests that came in the same bytes as the one that is being answered.
    private final Deque<FullHttpRequest> waiting = new ArrayDeque<>();
    private boolean busy;

    ClientHandler(Exchange exchange, OpenRequests open) {
        this.exchange = exchange;
        this.open = open;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest http) {
        if (busy) {
            waiting.add(http.retain());
        } else {
            answer(ctx, http);
        }
    }

    private void answer(ChannelHandlerContext ctx, FullHttpRequest http) {
        busy = true;
        boolean keepAlive = HttpUtil.isKeepAlive(http) && !http.decoderResult().isFailure();
        HttpMethod method = http.method();
        open.begin();
        var _ = exchange.answer(http, address(ctx))
                .thenAccept(reply -> ctx.executor().execute(() -> write(ctx, reply, method, keepAlive)));
    }

    private static String address(ChannelHandlerContext ctx) {
        return ctx.channel().remoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress().getHostAddress()
                : "";
    }

    private void write(ChannelHandlerContext ctx, Reply reply, HttpMethod method, boolean asked) {
        boolean keepAlive = asked && !open.isEnding();
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), Unpooled.wrappedBuffer(reply.body()));
        response.headers().add(reply.headers());
        if (reply.status() != 204 && !method.equals(HttpMethod.HEAD)) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length);
        }
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        ctx.writeAndFlush(response).addListener((ChannelFutureListener) written -> {
            open.end();
            if (keepAlive && written.isSuccess()) {
                next(ctx);
            } else {
                close(ctx);
            }
        });
    }

    private void next(ChannelHandlerContext ctx) {
        busy = false;
        FullHttpRequest http = waiting.poll();
        if (http == null) {
            ctx.read();
            return;
        }
        try {
            answer(ctx, http);
        } finally {
            http.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent) {
            close(ctx);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        waiting.forEach(FullHttpRequest::release);
        waiting.clear();
    }

    private static void close(ChannelHandlerContext ctx) {
        var _ = ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        close(ctx);
    }
}
