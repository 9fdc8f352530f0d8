package dev.portcullis.pdp.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pdp.decision.Caller;
import dev.portcullis.pdp.decision.Callers;
import dev.portcullis.pdp.decision.Limits;
import dev.portcullis.proto.pdp.v1.DecisionServiceGrpc;
import dev.portcullis.proto.pdp.v1.Effect;
import io.grpc.ChannelCredentials;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TLS with client certificates over real sockets.
class TlsTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final String SPIFFE = "spiffe://example.org/pep/vault-proxy";
    private static final Caller PROXY = new Caller(Caller.Type.SPIFFE, SPIFFE);
    private static final Caller BROKER = new Caller(Caller.Type.CERTIFICATE, "CN=broker,O=Larkfield");

    @TempDir
    Path directory;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final List<ManagedChannel> channels = new ArrayList<>();
    private Harness harness;
    private GrpcListeners listeners;

    @BeforeEach
    void listen() throws Exception {
        copy("server.crt", "server.crt");
        copy("server.key", "server.key");
        copy("ca.crt", "ca.crt");
        harness = Harness.start();
        TlsFiles files = new TlsFiles(file("server.crt"), file("server.key"), file("ca.crt"));
        GrpcListeners.Tcp tcp = new GrpcListeners.Tcp(ANY_PORT, Optional.of(files), Duration.ofMillis(20), told::add);
        listeners = GrpcListeners.start(
                new GrpcListeners.Options(Optional.of(tcp), Optional.empty(), 1, Limits.DEFAULT, 500),
                harness.point,
                new Callers(Map.of(PROXY, Harness.EVERYTHING, BROKER, Harness.EVERYTHING)));
    }

    @AfterEach
    void stop() throws Exception {
        channels.forEach(ManagedChannel::shutdownNow);
        listeners.close();
        harness.close();
    }

    @Test
    void caller_isTheSpiffeId_orTheSubject() throws Exception {
        assertEquals(Effect.EFFECT_ALLOW, ask(with("proxy")));
        assertEquals(Effect.EFFECT_ALLOW, ask(with("broker")));
    }

    @Test
    void certificateThatIsNotListed_orWithTwoUris_isRefused() throws Exception {
        for (String name : List.of("stranger", "double")) {
            EndToEndTest.assertError(
                    assertThrows(StatusRuntimeException.class, () -> ask(with(name))),
                    Status.Code.PERMISSION_DENIED,
                    "CALLER_UNKNOWN");
        }
    }

    @Test
    void noCertificate_orOneOfAnotherAuthority_doesNotGetThroughTheHandshake() throws Exception {
        ChannelCredentials foreign = TlsChannelCredentials.newBuilder()
                .trustManager(resource("ca.crt"))
                .keyManager(resource("other-proxy.crt"), resource("other-proxy.key"))
                .build();
        ChannelCredentials none = TlsChannelCredentials.newBuilder()
                .trustManager(resource("ca.crt"))
                .build();
        for (ChannelCredentials credentials : List.of(foreign, none)) {
            assertEquals(
                    Status.Code.UNAVAILABLE,
                    assertThrows(StatusRuntimeException.class, () -> ask(credentials))
                            .getStatus()
                            .getCode());
        }
        assertEquals(List.of(), harness.answered);
    }

    @Test
    void rotatedFiles_areUsedByNewConnections_andBadOnesAreNot() throws Exception {
        Files.writeString(file("server.crt"), "not a certificate");
        assertTrue(next().startsWith("tls files rejected: "));
        assertEquals(Effect.EFFECT_ALLOW, ask(with("proxy")));

        copy("other-server.key", "server.key");
        copy("other-ca.crt", "ca.crt");
        copy("other-server.crt", "server.crt");
        String line = next();
        while (!line.startsWith("tls active ")) {
            line = next();
        }
        ChannelCredentials renewed = TlsChannelCredentials.newBuilder()
                .trustManager(resource("other-ca.crt"))
                .keyManager(resource("other-proxy.crt"), resource("other-proxy.key"))
                .build();
        assertEquals(Effect.EFFECT_ALLOW, ask(renewed));
    }

    @Test
    void connectionOfSomeAge_isClosed_soThatTheClientShowsItsCertificateAgain() throws Exception {
        Limits.Connections aging = new Limits.Connections(16, 16, 8_192, 60_000, 200, 60_000, 20_000, 10_000);
        TlsFiles files = new TlsFiles(file("server.crt"), file("server.key"), file("ca.crt"));
        GrpcListeners.Tcp tcp = new GrpcListeners.Tcp(ANY_PORT, Optional.of(files), Duration.ofSeconds(1), told::add);
        listeners.close();
        listeners = GrpcListeners.start(
                new GrpcListeners.Options(
                        Optional.of(tcp),
                        Optional.empty(),
                        1,
                        new Limits(Limits.Request.DEFAULT, Limits.Evaluation.DEFAULT, Limits.Serving.DEFAULT, aging),
                        500),
                harness.point,
                new Callers(Map.of(PROXY, Harness.EVERYTHING)));
        assertEquals(Effect.EFFECT_ALLOW, ask(with("proxy")));
        CountDownLatch closed = new CountDownLatch(1);
        channels.getLast().notifyWhenStateChanged(ConnectivityState.READY, closed::countDown);
        EndToEndTest.await(closed);
    }

    @Test
    void filesThatCannotBeUsed_areAReasonNotToListen() {
        TlsFiles missing = new TlsFiles(file("none"), file("server.key"), file("ca.crt"));
        TlsFiles noKey = new TlsFiles(file("server.crt"), file("ca.crt"), file("ca.crt"));
        assertEquals("tls file `" + file("none") + "` cannot be read", refusal(missing));
        assertTrue(refusal(noKey).endsWith("are not a certificate chain, its PKCS#8 key and authorities in PEM"));
    }

    private String refusal(TlsFiles files) {
        GrpcListeners.Tcp tcp = new GrpcListeners.Tcp(ANY_PORT, Optional.of(files), Duration.ofSeconds(1), told::add);
        return assertThrows(
                        ListenException.class,
                        () -> GrpcListeners.start(
                                new GrpcListeners.Options(Optional.of(tcp), Optional.empty(), 1, Limits.DEFAULT, 100),
                                harness.point,
                                Harness.everybody()))
                .reason();
    }

    private String next() throws InterruptedException {
        String line = told.poll(30, TimeUnit.SECONDS);
        assertTrue(line != null, "nothing was told");
        return line;
    }

    private static ChannelCredentials with(String name) throws IOException {
        return TlsChannelCredentials.newBuilder()
                .trustManager(resource("ca.crt"))
                .keyManager(resource(name + ".crt"), resource(name + ".key"))
                .build();
    }

    /// A file the server uses.
    private Path file(String name) {
        return directory.resolve(name);
    }

    private void copy(String resource, String name) throws IOException {
        try (InputStream in = resource(resource)) {
            Files.copy(in, file(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(TlsTest.class.getResourceAsStream("tls/" + name), name);
    }

    private Effect ask(ChannelCredentials credentials) {
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        "127.0.0.1", listeners.port().orElseThrow(), credentials)
                .build();
        channels.add(channel);
        return DecisionServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .decide(EndToEndTest.question(EndToEndTest.AGENT))
                .getDecision()
                .getEffect();
    }
}
