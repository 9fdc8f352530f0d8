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
import java.net.InetSocketAddress;

/// One connection of a client: one request at a time. The next one is read when the answer to this one was written, so
/// a client that does not read its answers holds back its own requests only.
final class ClientHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Exchange exchange;

    ClientHandler(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest http) {
        boolean keepAlive = HttpUtil.isKeepAlive(http) && !http.decoderResult().isFailure();
        HttpMethod method = http.method();
        var _ = exchange.answer(http, address(ctx))
                .thenAccept(reply -> ctx.executor().execute(() -> write(ctx, reply, method, keepAlive)));
    }

    private static String address(ChannelHandlerContext ctx) {
        return ctx.channel().remoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress().getHostAddress()
                : "";
    }

    private static void write(ChannelHandlerContext ctx, Reply reply, HttpMethod method, boolean keepAlive) {
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
            if (keepAlive && written.isSuccess()) {
                ctx.read();
            } else {
                close(ctx);
            }
        });
    }

    private static void close(ChannelHandlerContext ctx) {
        var _ = ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        close(ctx);
    }
}
