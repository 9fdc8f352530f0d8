package dev.portcullis.bridge.vault;

import dev.portcullis.bridge.http.Reply;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Waits on one connection for the answer to one request at a time.
final class UpstreamAnswer extends SimpleChannelInboundHandler<FullHttpResponse> {
    private volatile @Nullable Expected expected;
    private @Nullable ChannelHandlerContext context;

    private record Expected(CompletableFuture<Reply> answer, Future<?> timer, Runnable giveBack) {}

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /// Before a request is written: who gets its answer.
    ///
    /// @param giveBack run when the connection may be used again, or is of no use any more
    void expect(CompletableFuture<Reply> answer, Duration most, Runnable giveBack) {
        ChannelHandlerContext here = context;
        if (here == null) {
            throw new IllegalStateException("BUG: the handler is in no pipeline");
        }
        Future<?> timer = here.executor()
                .schedule(
                        () -> fail(here, new SocketTimeoutException("no answer within " + most.toMillis() + " ms")),
                        most.toNanos(),
                        TimeUnit.NANOSECONDS);
        expected = new Expected(answer, timer, giveBack);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
        Expected waiting = take();
        if (waiting == null) {
            close(ctx);
            return;
        }
        if (response.decoderResult().isFailure()) {
            close(ctx);
            waiting.giveBack.run();
            waiting.answer.completeExceptionally(new IOException("the answer is not valid HTTP"));
            return;
        }
        if (!HttpUtil.isKeepAlive(response)) {
            close(ctx);
        }
        waiting.giveBack.run();
        waiting.answer.complete(reply(response));
    }

    private static Reply reply(FullHttpResponse response) {
        DefaultHttpHeaders headers = new DefaultHttpHeaders();
        headers.add(response.headers());
        headers.remove(HttpHeaderNames.CONNECTION)
                .remove(HttpHeaderNames.TRANSFER_ENCODING)
                .remove(HttpHeaderNames.CONTENT_LENGTH);
        return new Reply(response.status().code(), headers, ByteBufUtil.getBytes(response.content()));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(ctx, new IOException("the server closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(ctx, cause);
    }

    private void fail(ChannelHandlerContext ctx, Throwable cause) {
        Expected waiting = take();
        close(ctx);
        if (waiting != null) {
            waiting.giveBack.run();
            waiting.answer.completeExceptionally(cause);
        }
    }

    private static void close(ChannelHandlerContext ctx) {
        var _ = ctx.close();
    }

    private @Nullable Expected take() {
        Expected waiting = expected;
        expected = null;
        if (waiting != null) {
            waiting.timer.cancel(false);
        }
        return waiting;
    }
}
