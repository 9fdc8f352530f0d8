package dev.portcullis.cli.grpc;

import dev.portcullis.proto.pdp.v1.DecideBatchRequest;
import dev.portcullis.proto.pdp.v1.DecideBatchResponse;
import dev.portcullis.proto.pdp.v1.DecideRequest;
import dev.portcullis.proto.pdp.v1.DecideResponse;
import dev.portcullis.proto.pdp.v1.DecideStreamRequest;
import dev.portcullis.proto.pdp.v1.DecideStreamResponse;
import dev.portcullis.proto.pdp.v1.Decision;
import dev.portcullis.proto.pdp.v1.DecisionRequest;
import dev.portcullis.proto.pdp.v1.DecisionServiceGrpc.DecisionServiceImplBase;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A real gRPC server whose decisions a test makes up.
public final class FakeDecisionPoint extends DecisionServiceImplBase implements AutoCloseable {
    /// The questions in the order they came.
    public final List<DecisionRequest> asked = new CopyOnWriteArrayList<>();

    private final Function<DecisionRequest, Decision> decide;
    private final HealthStatusManager health = new HealthStatusManager();
    private final Server server;

    /// On a free loopback port.
    ///
    /// @param decide throws StatusRuntimeException to end a call without a decision
    public FakeDecisionPoint(Function<DecisionRequest, Decision> decide) throws IOException {
        this(decide, NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    /// On a unix socket.
    public FakeDecisionPoint(Function<DecisionRequest, Decision> decide, Path socket) throws IOException {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        this(
                decide,
                NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(socket))
                        .channelType(NioServerDomainSocketChannel.class)
                        .bossEventLoopGroup(loop)
                        .workerEventLoopGroup(loop));
    }

    private FakeDecisionPoint(Function<DecisionRequest, Decision> decide, NettyServerBuilder builder)
            throws IOException {
        this.decide = decide;
        server = builder.addService(this)
                .addService(health.getHealthService())
                .build()
                .start();
    }

    /// The request that JSON in the shape of the protocol stands for.
    public static DecisionRequest request(String json) throws JsonException, RequestException {
        return DecisionMapping.toProto((RegoObject) RegoJson.read(json));
    }

    public String target() {
        return "127.0.0.1:" + server.getPort();
    }

    public void setServing(boolean serving) {
        health.setStatus("", serving ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
    }

    private Decision answer(DecisionRequest request) {
        asked.add(request);
        return decide.apply(request);
    }

    @Override
    public void decide(DecideRequest request, StreamObserver<DecideResponse> out) {
        try {
            Decision decision = answer(request.getRequest());
            out.onNext(DecideResponse.newBuilder().setDecision(decision).build());
            out.onCompleted();
        } catch (StatusRuntimeException noDecision) {
            out.onError(noDecision);
        }
    }

    @Override
    public void decideBatch(DecideBatchRequest request, StreamObserver<DecideBatchResponse> out) {
        var response = DecideBatchResponse.newBuilder();
        request.getRequestsList().forEach(each -> response.addDecisions(answer(each)));
        out.onNext(response.build());
        out.onCompleted();
    }

    /// Answers when all questions are in, last first: answers may overtake each other.
    @Override
    public StreamObserver<DecideStreamRequest> decideStream(StreamObserver<DecideStreamResponse> out) {
        var questions = new CopyOnWriteArrayList<DecideStreamRequest>();
        return new StreamObserver<>() {
            @Override
            public void onNext(DecideStreamRequest question) {
                questions.addFirst(question);
            }

            @Override
            public void onError(Throwable cause) {
                out.onError(Status.fromThrowable(cause).asRuntimeException());
            }

            @Override
            public void onCompleted() {
                questions.forEach(question -> out.onNext(DecideStreamResponse.newBuilder()
                        .setStreamId(question.getStreamId())
                        .setDecision(answer(question.getRequest()))
                        .build()));
                out.onCompleted();
            }
        };
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
