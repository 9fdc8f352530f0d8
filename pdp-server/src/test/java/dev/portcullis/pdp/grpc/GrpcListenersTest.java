package dev.portcullis.pdp.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pdp.decision.FakePolicies;
import dev.portcullis.pdp.decision.Limits;
import dev.portcullis.pdp.decision.Policies;
import dev.portcullis.pdp.log.LogMode;
import dev.portcullis.proto.pdp.v1.DecisionServiceGrpc;
import dev.portcullis.proto.pdp.v1.Effect;
import dev.portcullis.proto.pdp.v1.ExplainRequest;
import dev.portcullis.rego.eval.EvaluationLimits;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Where the server listens, and how it refuses to.
class GrpcListenersTest {
    @Test
    void socket_busyStaleOrNotASocket() throws Exception {
        try (Harness server = Harness.start()) {
            UnixSocketFile busy = new UnixSocketFile(server.socket, "rw-------");
            assertEquals(
                    "another process listens on `" + server.socket + "`; stop it or configure another `grpc.unix.path`",
                    assertThrows(ListenException.class, busy::prepare).reason());
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(server.socket)));

            Path stale = server.directory.resolve("stale.sock");
            try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                killed.bind(UnixDomainSocketAddress.of(stale));
            }
            assertTrue(Files.exists(stale));
            new UnixSocketFile(stale, "rw-------").prepare();
            assertFalse(Files.exists(stale));

            Path file = Files.writeString(server.directory.resolve("file.sock"), "keep me");
            assertEquals(
                    "`" + file + "` exists and is not a socket; remove it or configure another `grpc.unix.path`",
                    assertThrows(ListenException.class, () -> new UnixSocketFile(file, "rw-------").prepare())
                            .reason());
            assertTrue(Files.exists(file));

            Path deep = server.directory.resolve("d".repeat(100)).resolve("pdp.sock");
            assertTrue(assertThrows(ListenException.class, () -> new UnixSocketFile(deep, "rw-------").prepare())
                    .reason()
                    .contains("bytes too long"));
        }
    }

    @Test
    void socket_isRemovedWhenTheServerStops() throws Exception {
        Harness server = Harness.start();
        assertTrue(Files.exists(server.socket));

        server.close();

        assertFalse(Files.exists(server.socket));
    }

    @Test
    void tcp_nonLoopback_isRefused() throws Exception {
        GrpcListeners.Options everywhere = new GrpcListeners.Options(
                Optional.of(GrpcListeners.Tcp.plain(new InetSocketAddress("0.0.0.0", 0))),
                Optional.empty(),
                1,
                Limits.DEFAULT,
                100);
        try (Harness server = Harness.start()) {
            assertEquals(
                    "refusing to listen on `0.0.0.0` without client certificates; use a loopback address or configure `grpc.tcp.tls`",
                    assertThrows(
                                    ListenException.class,
                                    () -> GrpcListeners.start(everywhere, server.point, Harness.everybody()))
                            .reason());
        }
    }

    @Test
    void tcp_portInUse() throws Exception {
        try (Harness server = Harness.start()) {
            int port = server.listeners.port().orElseThrow();
            GrpcListeners.Options same = new GrpcListeners.Options(
                    Optional.of(GrpcListeners.Tcp.plain(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))),
                    Optional.empty(),
                    1,
                    Limits.DEFAULT,
                    100);

            assertEquals(
                    "cannot listen on `127.0.0.1:" + port
                            + "`: another process may use it; stop it or configure another `grpc.tcp.port`",
                    assertThrows(
                                    ListenException.class,
                                    () -> GrpcListeners.start(same, server.point, Harness.everybody()))
                            .reason());
        }
    }

    @Test
    void connections_beyondTheLimit_areClosed() throws Exception {
        Limits.Connections one = new Limits.Connections(1, 16, 8_192, 60_000, 60_000, 60_000, 20_000, 10_000);
        Limits limits = new Limits(Limits.Request.DEFAULT, Limits.Evaluation.DEFAULT, Limits.Serving.DEFAULT, one);
        try (Harness server = Harness.start(Harness.everybody(), LogMode.ASYNC, limits)) {
            var first = server.unixStub();
            first.decide(EndToEndTest.question(EndToEndTest.AGENT));

            assertEquals(
                    Status.Code.UNAVAILABLE,
                    assertThrows(
                                    StatusRuntimeException.class,
                                    () -> server.unixStub().decide(EndToEndTest.question(EndToEndTest.AGENT)))
                            .getStatus()
                            .getCode());
            assertEquals(
                    Effect.EFFECT_ALLOW,
                    first.decide(EndToEndTest.question(EndToEndTest.AGENT))
                            .getDecision()
                            .getEffect());
        }
    }

    @Test
    void stoppingServer_endsItsHealth_refusesNewCalls_andFinishesOpenOnes() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        Policies blocking = new FakePolicies(_ -> {
            busy.countDown();
            EndToEndTest.await(gate);
            return FakePolicies.defined(FakePolicies.json("{\"effect\": \"ALLOW\"}"));
        });
        Limits patient = new Limits(
                Limits.Request.DEFAULT,
                new Limits.Evaluation(60_000_000_000L, EvaluationLimits.DECISION, 4_096),
                Limits.Serving.DEFAULT,
                Limits.Connections.DEFAULT);
        try (Harness server = Harness.start(blocking, Harness.everybody(), LogMode.DURABLE, patient, 60_000)) {
            server.listeners.ready(true);
            CountDownLatch unhealthy = new CountDownLatch(1);
            ManagedChannel watching = server.unix();
            HealthGrpc.newStub(watching).watch(HealthCheckRequest.getDefaultInstance(), new Until(unhealthy));
            var open = DecisionServiceGrpc.newFutureStub(server.unix())
                    .explain(ExplainRequest.newBuilder()
                            .setRequest(EndToEndTest.AGENT)
                            .build());
            EndToEndTest.await(busy);

            Thread stopping = Thread.ofPlatform().start(server.listeners::close);
            EndToEndTest.await(unhealthy);
            // Who watches is an open call too.
            watching.shutdownNow();
            assertEquals(Status.Code.UNAVAILABLE, refusal(server));
            assertFalse(open.isDone());

            gate.countDown();
            assertEquals(
                    Effect.EFFECT_ALLOW,
                    open.get(30, TimeUnit.SECONDS).getDecision().getEffect());
            stopping.join();
        }
    }

    /// The status with which a stopping server refuses its first new connection.
    private static Status.Code refusal(Harness server) {
        while (true) {
            try {
                HealthGrpc.newBlockingStub(server.unix())
                        .withDeadlineAfter(30, TimeUnit.SECONDS)
                        .check(HealthCheckRequest.getDefaultInstance());
            } catch (StatusRuntimeException refused) {
                return refused.getStatus().getCode();
            }
        }
    }

    /// Waits for a health that is not good.
    private record Until(CountDownLatch unhealthy) implements StreamObserver<HealthCheckResponse> {
        @Override
        public void onNext(HealthCheckResponse answer) {
            if (answer.getStatus() == HealthCheckResponse.ServingStatus.NOT_SERVING) {
                unhealthy.countDown();
            }
        }

        @Override
        public void onError(Throwable thrown) {
            // The stream ends with its server.
        }

        @Override
        public void onCompleted() {}
    }

    @Test
    void health_followsReadiness() throws Exception {
        try (Harness server = Harness.start()) {
            var health = HealthGrpc.newBlockingStub(server.unix());
            HealthCheckRequest anything = HealthCheckRequest.getDefaultInstance();

            server.listeners.ready(false);
            assertEquals(
                    HealthCheckResponse.ServingStatus.NOT_SERVING,
                    health.check(anything).getStatus());
            server.listeners.ready(true);
            assertEquals(
                    HealthCheckResponse.ServingStatus.SERVING,
                    health.check(anything).getStatus());
        }
    }
}
