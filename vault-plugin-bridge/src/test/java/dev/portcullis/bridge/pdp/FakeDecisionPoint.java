package dev.portcullis.bridge.pdp;

import dev.portcullis.proto.pdp.v1.DecideStreamRequest;
import dev.portcullis.proto.pdp.v1.DecideStreamResponse;
import dev.portcullis.proto.pdp.v1.Decision;
import dev.portcullis.proto.pdp.v1.DecisionServiceGrpc.DecisionServiceImplBase;
import dev.portcullis.proto.pdp.v1.Value;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A real gRPC server whose answers a test makes up. What it is asked goes to a script; a question the script does
/// not
/// answer stays open.
public final class FakeDecisionPoint extends DecisionServiceImplBase implements AutoCloseable {
    private final Consumer<Asked> script;
    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final AtomicInteger streams = new AtomicInteger();
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Server server;

    /// One question, and the way back.
    record Asked(DecideStreamRequest question, StreamObserver<DecideStreamResponse> out) {
        /// Answers it.
        void answer(Decision.Builder decision) {
            answer(
                    question.getStreamId(),
                    decision.setRequestId(question.getRequest().getRequestId()).build());
        }

        /// Answers whatever question has this id.
        void answer(long id, Decision decision) {
            out.onNext(DecideStreamResponse.newBuilder()
                    .setStreamId(id)
                    .setDecision(decision)
                    .build());
        }

        /// Ends the stream.
        void end(Status status) {
            out.onError(status.asRuntimeException());
        }
    }

    private FakeDecisionPoint(Consumer<Asked> script, NettyServerBuilder builder, Class<? extends ServerChannel> type)
            throws IOException {
        this.script = script;
        this.server = builder.channelType(type)
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop)
                .directExecutor()
                .addService(this)
                .build()
                .start();
    }

    /// On a unix socket, in place of one that is left over.
    static FakeDecisionPoint at(Path socket, Consumer<Asked> script) throws IOException {
        Files.deleteIfExists(socket);
        return new FakeDecisionPoint(
                script,
                NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(socket)),
                NioServerDomainSocketChannel.class);
    }

    /// Allows everything under one obligation.
    ///
    /// @param type of the obligation, which has `seconds` only
    public static FakeDecisionPoint allowing(Path socket, String type) throws IOException {
        return at(
                socket,
                asked -> asked.answer(Messages.allow()
                        .addObligations(Messages.obligation(
                                type, "seconds", Value.newBuilder().setIntValue(900)))));
    }

    /// On a free port.
    static FakeDecisionPoint onLoopback(Consumer<Asked> script) throws IOException {
        return new FakeDecisionPoint(
                script,
                NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                NioServerSocketChannel.class);
    }

    int port() {
        return server.getPort();
    }

    /// How many streams were opened.
    int streams() {
        return streams.get();
    }

    /// The next question that came.
    Asked next() throws InterruptedException {
        Asked next = asked.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no question came");
        }
        return next;
    }

    /// The next question with this request id; earlier ones are skipped.
    Asked next(String requestId) throws InterruptedException {
        Asked next = next();
        while (!next.question().getRequest().getRequestId().equals(requestId)) {
            next = next();
        }
        return next;
    }

    @Override
    public StreamObserver<DecideStreamRequest> decideStream(StreamObserver<DecideStreamResponse> out) {
        streams.incrementAndGet();
        return new StreamObserver<>() {
            @Override
            public void onNext(DecideStreamRequest question) {
                Asked each = new Asked(question, out);
                asked.add(each);
                script.accept(each);
            }

            @Override
            public void onError(Throwable cause) {}

            @Override
            public void onCompleted() {
                out.onCompleted();
            }
        };
    }

    /// Ends it as a killed process does: connections break, nothing is said.
    void kill() {
        server.shutdownNow();
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Override
    public void close() {
        kill();
    }
}
