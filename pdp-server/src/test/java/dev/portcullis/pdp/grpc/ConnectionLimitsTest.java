package dev.portcullis.pdp.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pdp.decision.Limits;
import dev.portcullis.pdp.log.LogMode;
import dev.portcullis.proto.pdp.v1.Effect;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Every limit of connections, and what the other end sees when it reaches one.
@Timeout(60)
class ConnectionLimitsTest {
    private static final int ENHANCE_YOUR_CALM = 11;
    private static final int REFUSED_STREAM = 7;
    private static final int IDLE = 10_000;
    private static final long BYTES_PER_IDLE_CONNECTION = 48 << 10;
    private static final String DECIDE = "portcullis.pdp.v1.DecisionService/Decide";

    private static final Limits.Connections USUAL = Limits.Connections.DEFAULT;

    private static Harness server(Limits.Serving serving, Limits.Connections connections) throws Exception {
        Limits limits = new Limits(Limits.Request.DEFAULT, Limits.Evaluation.DEFAULT, serving, connections);
        return Harness.start(Harness.everybody(), LogMode.ASYNC, limits);
    }

    @Test
    void connectionWithoutACall_isToldToGoAway() throws Exception {
        Limits.Connections idle = new Limits.Connections(16, 16, 8_192, 100, 60_000, 60_000, 20_000, 10_000);
        try (Harness server = server(Limits.Serving.DEFAULT, idle);
                RawConnection silent = new RawConnection(server.socket).open(Map.of())) {
            RawConnection.Frame goAway =
                    silent.await(frame -> frame.type() == RawConnection.GOAWAY).orElseThrow();
            assertEquals(0, goAway.goAwayCode());
            assertEquals("max_idle", goAway.goAwayText());
        }
    }

    @Test
    void connectionThatAnswersNoPing_isClosed() throws Exception {
        Limits.Connections pings = new Limits.Connections(16, 16, 8_192, 60_000, 60_000, 10_000, 500, 10_000);
        try (Harness server = server(Limits.Serving.DEFAULT, pings);
                RawConnection silent = new RawConnection(server.socket).open(Map.of())) {
            assertTrue(silent.await(frame -> frame.type() == RawConnection.PING).isPresent());
            assertTrue(silent.await(frame -> false).isEmpty());
        }
    }

    @Test
    void connectionThatPingsTooOften_isToldToGoAway() throws Exception {
        try (Harness server = server(Limits.Serving.DEFAULT, USUAL);
                RawConnection eager = new RawConnection(server.socket).open(Map.of())) {
            for (int i = 0; i < 8; i++) {
                eager.send(RawConnection.PING, 0, 0, new byte[8]);
            }
            RawConnection.Frame goAway =
                    eager.await(frame -> frame.type() == RawConnection.GOAWAY).orElseThrow();
            assertEquals(ENHANCE_YOUR_CALM, goAway.goAwayCode());
            assertEquals("too_many_pings", goAway.goAwayText());
        }
    }

    @Test
    void connectionThatNeverSpeaks_isClosed() throws Exception {
        Limits.Connections hurried = new Limits.Connections(16, 16, 8_192, 60_000, 60_000, 60_000, 300, 10_000);
        try (Harness server = server(Limits.Serving.DEFAULT, hurried);
                RawConnection mute = new RawConnection(server.socket)) {
            assertTrue(mute.await(frame -> false).isEmpty());
            assertEquals(
                    Effect.EFFECT_ALLOW,
                    server.unixStub()
                            .decide(EndToEndTest.question(EndToEndTest.AGENT))
                            .getDecision()
                            .getEffect());
        }
    }

    @Test
    void headersBeyondTheLimit_endTheConnection_andNoQuestionIsAsked() throws Exception {
        Limits.Connections narrow = new Limits.Connections(16, 16, 2_048, 60_000, 60_000, 60_000, 20_000, 10_000);
        byte[] question = EndToEndTest.question(EndToEndTest.AGENT).toByteArray();
        try (Harness server = server(Limits.Serving.DEFAULT, narrow);
                RawConnection wordy = new RawConnection(server.socket).open(Map.of())) {
            wordy.call(1, DECIDE, question, "x-long", "x".repeat(4_096));
            RawConnection.Frame goAway =
                    wordy.await(frame -> frame.type() == RawConnection.GOAWAY).orElseThrow();
            assertTrue(goAway.goAwayCode() != 0, goAway::goAwayText);
            assertTrue(server.answered.isEmpty());
        }
    }

    @Test
    void callsBeyondTheLimitOfAConnection_areRefused() throws Exception {
        Limits.Connections two = new Limits.Connections(16, 2, 8_192, 60_000, 60_000, 60_000, 20_000, 10_000);
        byte[] question = EndToEndTest.question(EndToEndTest.AGENT).toByteArray();
        try (Harness server = server(Limits.Serving.DEFAULT, two);
                RawConnection greedy = unread(server.socket)) {
            for (int stream = 1; stream <= 5; stream += 2) {
                greedy.call(stream, DECIDE, question);
            }
            RawConnection.Frame reset = greedy.await(frame -> frame.type() == RawConnection.RST_STREAM)
                    .orElseThrow();
            assertEquals(5, reset.stream());
            assertEquals(REFUSED_STREAM, reset.resetCode());
            assertEquals(2, server.answered.size());
        }
    }

    /// Answers that nobody reads stay with the server, as many as a connection may have calls; they take no places from
    /// other connections.
    @Test
    void answersThatAreNotRead_keepNobodyFromAsking() throws Exception {
        Limits.Serving few = new Limits.Serving(4, 4, 64, 4, 1, 1, 16);
        byte[] question = EndToEndTest.question(EndToEndTest.AGENT).toByteArray();
        try (Harness server = server(few, USUAL);
                RawConnection deaf = unread(server.socket)) {
            for (int stream = 1; stream <= 31; stream += 2) {
                deaf.call(stream, DECIDE, question);
                int opened = stream;
                assertTrue(deaf.await(frame -> frame.type() == RawConnection.HEADERS && frame.stream() == opened)
                        .isPresent());
            }
            assertEquals(0, server.listeners.concurrency().open());
            assertEquals(
                    Effect.EFFECT_ALLOW,
                    server.unixStub()
                            .decide(EndToEndTest.question(EndToEndTest.AGENT))
                            .getDecision()
                            .getEffect());
            assertEquals(17, server.answered.size());
            assertFalse(server.answered.stream()
                    .anyMatch(decision -> decision.verdict().code() != null));
        }
    }

    @Test
    void tenThousandIdleConnections_keepNobodyFromAsking_andHoldLittle() throws Exception {
        Limits.Connections many =
                new Limits.Connections(IDLE + 8, 16, 8_192, 600_000, 600_000, 600_000, 60_000, 10_000);
        try (Harness server = server(Limits.Serving.DEFAULT, many)) {
            var first = server.unixStub();
            first.decide(EndToEndTest.question(EndToEndTest.AGENT));
            long before = usedBytes();
            Process clients = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            IdleClients.class.getName(),
                            server.socket.toString(),
                            Integer.toString(IDLE))
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader said =
                    new BufferedReader(new InputStreamReader(clients.getInputStream(), StandardCharsets.UTF_8))) {
                assertEquals("open " + IDLE, said.readLine());
                long each = (usedBytes() - before) / IDLE;
                System.out.println("an idle connection holds " + each + " bytes");
                assertTrue(each < BYTES_PER_IDLE_CONNECTION, () -> "an idle connection holds " + each + " bytes");
                assertEquals(
                        Effect.EFFECT_ALLOW,
                        first.decide(EndToEndTest.question(EndToEndTest.AGENT))
                                .getDecision()
                                .getEffect());
            } finally {
                clients.getOutputStream().close();
                clients.waitFor();
            }
        }
    }

    /// A connection to which the server may send no answer.
    private static RawConnection unread(Path socket) throws Exception {
        return new RawConnection(socket).open(Map.of(RawConnection.INITIAL_WINDOW_SIZE, 0));
    }

    /// Heap and buffers outside of it.
    private static long usedBytes() {
        System.gc();
        long buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + buffers;
    }
}
