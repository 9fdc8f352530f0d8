package dev.portcullis.pdp.grpc;

import dev.portcullis.pdp.decision.ActiveState;
import dev.portcullis.pdp.decision.Caller;
import dev.portcullis.pdp.decision.Callers;
import dev.portcullis.pdp.decision.Decision;
import dev.portcullis.pdp.decision.DecisionEngine;
import dev.portcullis.pdp.decision.DecisionIds;
import dev.portcullis.pdp.decision.DecisionPoint;
import dev.portcullis.pdp.decision.FakeFacts;
import dev.portcullis.pdp.decision.FakePolicies;
import dev.portcullis.pdp.decision.Limits;
import dev.portcullis.pdp.decision.Policies;
import dev.portcullis.pdp.decision.RequestRules;
import dev.portcullis.pdp.log.LogException;
import dev.portcullis.pdp.log.LogFixture;
import dev.portcullis.pdp.log.LogMode;
import dev.portcullis.pdp.log.SegmentLog;
import dev.portcullis.proto.pdp.v1.DecisionServiceGrpc;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A whole server over real sockets and a real log; only policies and facts are made by hand.
final class Harness implements AutoCloseable {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-02T09:00:00Z"));
    static final Callers.Grant EVERYTHING =
            new Callers.Grant(Set.of("grpc"), Set.copyOf(RequestRules.SUBJECT_TYPES), true);

    final ActiveState active = new ActiveState();
    final List<Decision> answered = new CopyOnWriteArrayList<>();
    final Path directory;
    final Path socket;
    final SegmentLog log;
    final DecisionPoint point;
    final GrpcListeners listeners;
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final EventLoopGroup clientLoops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

    private Harness(Policies policies, Callers callers, LogMode mode, Limits limits, long drainMillis)
            throws Exception {
        directory = Files.createTempDirectory("pdp");
        socket = directory.resolve("pdp.sock");
        active.swapPolicies(policies);
        active.swapFacts(FakeFacts.fresh());
        log = SegmentLog.open(LogFixture.options(directory.resolve("log"), mode), new ProtoRecordCodec(), CLOCK);
        DecisionEngine engine = new DecisionEngine(
                active, limits.evaluation(), CLOCK, System::nanoTime, DecisionIds.RANDOM, (_, fault) -> {
                    throw new AssertionError(fault);
                });
        point = new DecisionPoint(engine, log, (answer, _) -> answered.add(answer));
        listeners = GrpcListeners.start(
                new GrpcListeners.Options(
                        Optional.of(
                                GrpcListeners.Tcp.plain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))),
                        Optional.of(new GrpcListeners.Unix(socket, "rw-------")),
                        2,
                        limits,
                        drainMillis),
                point,
                callers);
    }

    /// A server whose policy allows agents what they ask for and denies everybody else.
    static Harness start(Callers callers, LogMode mode, Limits limits) throws Exception {
        Policies policies = new FakePolicies(context -> FakePolicies.defined(FakePolicies.json(
                isAgent(context.input())
                        ? "{\"effect\": \"ALLOW\", \"obligations\": [{\"type\": \"max_ttl\", \"properties\": {\"seconds\": 900}}]}"
                        : "{\"effect\": \"DENY\", \"reasons\": [\"not_an_agent\"]}")));
        return start(policies, callers, mode, limits);
    }

    static Harness start(Policies policies, Callers callers, LogMode mode, Limits limits) throws Exception {
        return start(policies, callers, mode, limits, 2_000);
    }

    /// @param drainMillis how long open calls may go on when it stops
    static Harness start(Policies policies, Callers callers, LogMode mode, Limits limits, long drainMillis)
            throws Exception {
        return new Harness(policies, callers, mode, limits, drainMillis);
    }

    private static boolean isAgent(@Nullable RegoValue input) {
        return input instanceof RegoObject document
                && document.get("subject") instanceof RegoObject subject
                && subject.get("type") instanceof RegoString type
                && type.value().equals("mcp_server");
    }

    static Harness start() throws Exception {
        return start(everybody(), LogMode.ASYNC, Limits.DEFAULT);
    }

    /// This process over the unix socket, and anybody over loopback.
    static Callers everybody() throws Exception {
        return new Callers(Map.of(ownUid(), EVERYTHING, Caller.ANONYMOUS_LOOPBACK, EVERYTHING));
    }

    static Caller ownUid() throws Exception {
        Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        return new Caller(Caller.Type.UID, uid.toString());
    }

    ManagedChannel tcp() {
        return kept(NettyChannelBuilder.forAddress(
                        InetAddress.getLoopbackAddress().getHostAddress(),
                        listeners.port().orElseThrow())
                .usePlaintext()
                .build());
    }

    ManagedChannel unix() {
        return kept(NettyChannelBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
                .eventLoopGroup(clientLoops)
                .channelType(EpollDomainSocketChannel.class)
                .usePlaintext()
                .build());
    }

    DecisionServiceGrpc.DecisionServiceBlockingStub unixStub() {
        return DecisionServiceGrpc.newBlockingStub(unix()).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    DecisionServiceGrpc.DecisionServiceBlockingStub tcpStub() {
        return DecisionServiceGrpc.newBlockingStub(tcp()).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    private ManagedChannel kept(ManagedChannel channel) {
        channels.add(channel);
        return channel;
    }

    @Override
    public void close() throws LogException {
        channels.forEach(ManagedChannel::shutdownNow);
        listeners.close();
        log.close();
        clientLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
