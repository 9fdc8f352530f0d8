package dev.portcullis.bridge.pdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.bridge.pdp.FakeDecisionPoint.Asked;
import dev.portcullis.proto.pdp.v1.Effect;
import dev.portcullis.proto.pdp.v1.ReasonCode;
import dev.portcullis.proto.pdp.v1.Value;
import io.grpc.Status;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PdpClientTest {
    private static final EventLoopGroup LOOP = loops(1);

    /// Never reached: the test would fail.
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final Set<String> MET = Set.of("max_ttl");
    /// Long enough for an answer that is given at once.
    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private Path socket = Path.of("");

    private static EventLoopGroup loops(int count) {
        return new MultiThreadIoEventLoopGroup(
                count,
                new DefaultThreadFactory("pdp-client-test", true),
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    @BeforeEach
    void nameTheSocket() {
        socket = folder.resolve("pdp.sock");
    }

    private static void allow(Asked asked) {
        asked.answer(Messages.allow());
    }

    private static void sayNothing(Asked asked) {}

    private PdpClient client(Duration deadline) {
        return client(deadline, PdpSettings.Limits.DEFAULT);
    }

    private PdpClient client(Duration deadline, PdpSettings.Limits limits) {
        return PdpClient.of(new PdpSettings(new Endpoint.Socket(socket), deadline, limits), LOOP);
    }

    private PdpSettings brief() {
        return new PdpSettings(new Endpoint.Socket(socket), SHORT, PdpSettings.Limits.DEFAULT);
    }

    private static Answer ask(PdpClient client) {
        return client.decide(Messages.question("r"), MET).join();
    }

    /// Waits for the connection, so that a deadline after it measures the decision point alone.
    private static void connect(PdpClient client) {
        while (!client.decide(Messages.question("connect"), MET).join().permits()) {
            Thread.onSpinWait();
        }
    }

    /// Answers the question of [#connect] only.
    private static void answerConnect(Asked asked) {
        if (asked.question().getRequest().getRequestId().equals("connect")) {
            allow(asked);
        }
    }

    private static Outage outage(Answer answer) {
        assertFalse(answer.permits());
        return assertInstanceOf(Answer.Unavailable.class, answer, answer::toString)
                .outage();
    }

    @Test
    void allow_permits() throws Exception {
        try (var _ = FakeDecisionPoint.at(
                        socket, asked -> asked.answer(Messages.allow().addObligations(Messages.maxTtl(900))));
                var client = client(PATIENT)) {
            Answer answer = ask(client);

            assertEquals(
                    List.of(new Obligation("max_ttl", Map.of("seconds", new PropertyValue.Whole(900)))),
                    assertInstanceOf(Answer.Allowed.class, answer).obligations());
        }
    }

    @Test
    void whatOneAskerMeets_permitsNothingForAnother() throws Exception {
        try (var _ = FakeDecisionPoint.at(
                        socket, asked -> asked.answer(Messages.allow().addObligations(Messages.maxTtl(900))));
                var client = client(PATIENT)) {
            assertTrue(ask(client).permits());

            Answer other = client.decide(Messages.question("r"), Set.of("wrap")).join();

            assertEquals(
                    DenialCode.OBLIGATION_UNMET,
                    assertInstanceOf(Answer.Denied.class, other).code());
            assertTrue(ask(client).permits());
        }
    }

    @Test
    void connect_asksNothing() throws Exception {
        List<Asked> asked = new CopyOnWriteArrayList<>();
        try (var _ = FakeDecisionPoint.at(socket, asked::add);
                var client = client(PATIENT)) {
            assertTrue(client.connect(PATIENT).join());
            assertTrue(client.connect(PATIENT).join());
        }
        assertEquals(List.of(), asked);
    }

    @Test
    void connectWithoutADecisionPoint_saysSo() {
        try (var client = client(PATIENT)) {
            assertFalse(client.connect(PATIENT).join());
        }
    }

    @Test
    void rehearsal_isReadAsTheAllowItIs() {
        assertTrue(Rehearsal.run(PdpSettings.Limits.DEFAULT.questionBytes()));
    }

    @Test
    void deny_deniesWithCodeAndReasons() throws Exception {
        try (var _ = FakeDecisionPoint.at(
                        socket,
                        asked -> asked.answer(Messages.deny(ReasonCode.REASON_CODE_POLICY_DENY)
                                .addReasons("consumer_first_seen")));
                var client = client(PATIENT)) {
            Answer answer = ask(client);

            assertEquals(
                    new Answer.Denied(
                            Messages.ID, DenialCode.POLICY_DENY, List.of("consumer_first_seen"), "", List.of()),
                    answer);
            assertFalse(answer.permits());
        }
    }

    @Test
    void everythingAsked_reachesTheDecisionPoint() throws Exception {
        Question question = new Question(
                "r-1",
                new Question.Subject(
                        "ai_agent",
                        "mcp:agent:refunds",
                        Map.of("credential", new PropertyValue.Text("vault:kv:checkout/db")),
                        List.of(new Question.Actor("user", "okta:user:ines"))),
                new Question.Action("token.issue", Map.of("renewable", new PropertyValue.Truth(true))),
                new Question.Resource(
                        "oauth_client", "okta:client:crm", Map.of("v", new PropertyValue.Decimal("1.10"))),
                new Question.Context(
                        "refund",
                        "production",
                        "eu-west-1",
                        "dmz",
                        "10.0.0.7",
                        900,
                        List.of("crm.read"),
                        new Question.Task("refund", "t-9"),
                        new Question.Session("s-1", "okta:user:ines", 5),
                        Map.of("hops", new PropertyValue.Values(List.of(new PropertyValue.Nothing())))));
        try (var pdp = FakeDecisionPoint.at(socket, PdpClientTest::allow);
                var client = client(PATIENT)) {
            assertTrue(client.decide(question, MET).join().permits());

            var asked = pdp.next().question().getRequest();
            assertEquals("r-1", asked.getRequestId());
            assertEquals("okta:user:ines", asked.getSubject().getActorChain(0).getId());
            assertEquals(
                    "vault:kv:checkout/db",
                    asked.getSubject().getProperties(0).getValue().getStringValue());
            assertTrue(asked.getAction().getProperties(0).getValue().getBoolValue());
            assertEquals("1.10", asked.getResource().getProperties(0).getValue().getNumberText());
            assertEquals(900, asked.getContext().getRequestedTtlS());
            assertEquals("t-9", asked.getContext().getTask().getId());
            assertEquals(5, asked.getContext().getSession().getStepUpNs());
            assertEquals(
                    Value.KindCase.NULL_VALUE,
                    asked.getContext()
                            .getProperties(0)
                            .getValue()
                            .getListValue()
                            .getValues(0)
                            .getKindCase());
        }
    }

    @Test
    void unspecifiedEffect_denies() throws Exception {
        try (var _ = FakeDecisionPoint.at(socket, asked -> asked.answer(Messages.decision(Effect.EFFECT_UNSPECIFIED)));
                var client = client(PATIENT)) {
            assertEquals(
                    DenialCode.EFFECT_UNKNOWN,
                    assertInstanceOf(Answer.Denied.class, ask(client)).code());
        }
    }

    @Test
    void obligationThatIsNotListed_denies() throws Exception {
        try (var _ = FakeDecisionPoint.at(
                        socket,
                        asked -> asked.answer(Messages.allow()
                                .addObligations(Messages.obligation(
                                        "wrap", "seconds", Value.newBuilder().setIntValue(60)))));
                var client = client(PATIENT)) {
            assertEquals(
                    DenialCode.OBLIGATION_UNMET,
                    assertInstanceOf(Answer.Denied.class, ask(client)).code());
        }
    }

    @Test
    void answersThatOvertakeEachOther_reachTheirQuestions() throws Exception {
        try (var pdp = FakeDecisionPoint.at(socket, PdpClientTest::sayNothing);
                var client = client(PATIENT)) {
            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            List<Asked> asked = new ArrayList<>();
            for (String id : List.of("a", "b", "c")) {
                answers.add(client.decide(Messages.question(id), MET));
                asked.add(pdp.next());
            }

            for (Asked each : asked.reversed()) {
                boolean isB = each.question().getRequest().getRequestId().equals("b");
                each.answer(isB ? Messages.allow() : Messages.deny(ReasonCode.REASON_CODE_POLICY_DENY));
            }

            assertEquals(
                    List.of(false, true, false),
                    answers.stream().map(answer -> answer.join().permits()).toList());
            assertEquals(1, pdp.streams());
        }
    }

    @Test
    void noAnswer_deniesAtTheDeadline() throws Exception {
        try (var _ = FakeDecisionPoint.at(socket, PdpClientTest::answerConnect);
                var client = client(SHORT)) {
            connect(client);

            assertEquals(Outage.TIMEOUT, outage(ask(client)));
        }
    }

    @Test
    void lateAnswer_isDroppedAndMeetsNoOtherQuestion() throws Exception {
        try (var pdp = FakeDecisionPoint.at(socket, PdpClientTest::answerConnect);
                var client = PdpClient.of(brief(), LOOP, new StreamKeeper.Pace(0, Long.MAX_VALUE))) {
            connect(client);
            CompletableFuture<Answer> first = client.decide(Messages.question("first"), MET);
            Asked late = pdp.next("first");
            assertEquals(Outage.TIMEOUT, outage(first.join()));

            CompletableFuture<Answer> second = client.decide(Messages.question("second"), MET);
            Asked onTime = pdp.next("second");
            late.answer(Messages.allow());
            onTime.answer(Messages.deny(ReasonCode.REASON_CODE_POLICY_DENY));

            assertEquals(
                    DenialCode.POLICY_DENY,
                    assertInstanceOf(Answer.Denied.class, second.join()).code());
        }
    }

    @Test
    void answerToAQuestionNeverAsked_endsTheStream() throws Exception {
        try (var _ = FakeDecisionPoint.at(
                        socket,
                        asked -> asked.answer(
                                asked.question().getStreamId() + 1,
                                Messages.allow().setRequestId("r").build()));
                var client = client(PATIENT)) {
            assertEquals(Outage.INTERRUPTED, outage(ask(client)));
        }
    }

    @Test
    void answerGivenTwice_answersOnce() throws Exception {
        try (var _ = FakeDecisionPoint.at(socket, asked -> {
                    asked.answer(Messages.deny(ReasonCode.REASON_CODE_POLICY_DENY));
                    asked.answer(Messages.allow());
                });
                var client = client(PATIENT)) {
            assertFalse(ask(client).permits());
            assertFalse(ask(client).permits());
        }
    }

    @Test
    void nobodyListens_denies() {
        try (var client = client(SHORT)) {
            assertEquals(Outage.NOT_CONNECTED, outage(ask(client)));
        }
    }

    @Test
    void decisionPointThatComesUpLater_isUsed() throws Exception {
        try (var client = client(PATIENT)) {
            CompletableFuture<Answer> answer = client.decide(Messages.question("r"), MET);
            try (var _ = FakeDecisionPoint.at(socket, PdpClientTest::allow)) {
                assertTrue(answer.join().permits());
            }
        }
    }

    @Test
    void decisionPointKilledBeforeItAnswers_denies() throws Exception {
        try (var pdp = FakeDecisionPoint.at(socket, PdpClientTest::sayNothing);
                var client = client(PATIENT)) {
            CompletableFuture<Answer> answer = client.decide(Messages.question("r"), MET);
            pdp.next();
            pdp.kill();

            assertEquals(Outage.INTERRUPTED, outage(answer.join()));
        }
    }

    @Test
    void decisionPointStartedAgain_isUsedWithoutARestart() throws Exception {
        try (var client = client(PATIENT)) {
            try (var _ = FakeDecisionPoint.at(socket, PdpClientTest::allow)) {
                assertTrue(ask(client).permits());
            }
            try (var again = FakeDecisionPoint.at(socket, PdpClientTest::allow)) {
                assertTrue(ask(client).permits());
                assertEquals(1, again.streams());
            }
        }
    }

    @Test
    void callerThatMayNotAsk_isDeniedAtOnce() throws Exception {
        try (var _ = FakeDecisionPoint.at(
                        socket, asked -> asked.end(Status.PERMISSION_DENIED.withDescription("who are you")));
                var client = client(PATIENT)) {
            assertEquals(Outage.REFUSED, outage(ask(client)));
        }
    }

    @Test
    void decisionPointThatStaysSilent_getsAFreshStream() throws Exception {
        try (var pdp = FakeDecisionPoint.at(socket, PdpClientTest::answerConnect);
                var client = PdpClient.of(brief(), LOOP, new StreamKeeper.Pace(0, 0))) {
            connect(client);
            int before = pdp.streams();
            assertEquals(Outage.TIMEOUT, outage(ask(client)));

            connect(client);
            assertEquals(before + 1, pdp.streams());
        }
    }

    @Test
    void moreQuestionsThanTheLimit_areDeniedAtOnce() throws Exception {
        var limits = new PdpSettings.Limits(2, 1 << 10, 1 << 10);
        try (var pdp = FakeDecisionPoint.at(socket, PdpClientTest::sayNothing);
                var client = client(PATIENT, limits)) {
            CompletableFuture<Answer> first = client.decide(Messages.question("a"), MET);
            CompletableFuture<Answer> _ = client.decide(Messages.question("b"), MET);
            Asked open = pdp.next();
            pdp.next();

            assertEquals(Outage.OVERLOADED, outage(ask(client)));

            open.answer(Messages.allow());
            assertTrue(first.join().permits());
            CompletableFuture<Answer> _ = client.decide(Messages.question("c"), MET);
            assertEquals("c", pdp.next().question().getRequest().getRequestId());
        }
    }

    @Test
    void cancelledByTheCaller_stillCountsUntilItIsAnswered() throws Exception {
        var limits = new PdpSettings.Limits(1, 1 << 10, 1 << 10);
        try (var pdp = FakeDecisionPoint.at(socket, PdpClientTest::sayNothing);
                var client = client(PATIENT, limits)) {
            CompletableFuture<Answer> cancelled = client.decide(Messages.question("a"), MET);
            pdp.next();
            cancelled.cancel(true);

            assertEquals(Outage.OVERLOADED, outage(ask(client)));
        }
    }

    @Test
    void questionThatIsTooLong_isNotSent() throws Exception {
        try (var pdp = FakeDecisionPoint.at(socket, PdpClientTest::allow);
                var client = client(PATIENT, new PdpSettings.Limits(8, 200, 1 << 10))) {
            assertEquals(
                    Outage.UNASKABLE,
                    outage(client.decide(Messages.question("x".repeat(200)), MET)
                            .join()));
            assertTrue(client.decide(Messages.question("x"), MET).join().permits());
            assertEquals("x", pdp.next().question().getRequest().getRequestId());
        }
    }

    @Test
    void questionThatIsNotUnicode_isNotSent() throws Exception {
        try (var pdp = FakeDecisionPoint.at(socket, PdpClientTest::allow);
                var client = client(PATIENT)) {
            for (String broken : List.of("\ud83d", "\ude00", "\ud83d\ud83d", "a\ud83d")) {
                assertEquals(
                        Outage.UNASKABLE,
                        outage(client.decide(Messages.question(broken), MET).join()));
            }
            assertTrue(
                    client.decide(Messages.question("\ud83d\ude00"), MET).join().permits());
            assertEquals("\ud83d\ude00", pdp.next().question().getRequest().getRequestId());
        }
    }

    @Test
    void answerThatIsTooLong_denies() throws Exception {
        try (var _ = FakeDecisionPoint.at(
                        socket, asked -> asked.answer(Messages.allow().addReasons("x".repeat(2_000))));
                var client = client(PATIENT, new PdpSettings.Limits(8, 1 << 10, 1_000))) {
            assertEquals(Outage.INTERRUPTED, outage(ask(client)));
        }
    }

    @Test
    void closedClient_denies() throws Exception {
        try (var pdp = FakeDecisionPoint.at(socket, PdpClientTest::sayNothing)) {
            var client = client(PATIENT);
            CompletableFuture<Answer> open = client.decide(Messages.question("r"), MET);
            pdp.next();
            client.close();
            client.close();

            assertEquals(Outage.CLOSED, outage(open.join()));
            assertEquals(Outage.CLOSED, outage(ask(client)));
        }
    }

    @Test
    void questionOfAnEventLoop_isAnsweredThere() throws Exception {
        EventLoopGroup two = loops(2);
        PdpSettings settings = new PdpSettings(new Endpoint.Socket(socket), PATIENT, PdpSettings.Limits.DEFAULT);
        try (var pdp = FakeDecisionPoint.at(socket, PdpClientTest::allow);
                var client = PdpClient.of(settings, two)) {
            for (EventExecutor loop : two) {
                CompletableFuture<Boolean> there = new CompletableFuture<>();
                loop.execute(() -> {
                    var _ = client.decide(Messages.question("q"), MET)
                            .thenAccept(answer -> there.complete(answer.permits() && loop.inEventLoop()));
                });
                assertTrue(there.join());
            }
            assertEquals(2, pdp.streams());
        }
    }

    @Test
    void loopbackPort_isAskedToo() throws Exception {
        try (var pdp = FakeDecisionPoint.onLoopback(PdpClientTest::allow);
                var client = PdpClient.of(
                        new PdpSettings(new Endpoint.Loopback(pdp.port()), PATIENT, PdpSettings.Limits.DEFAULT),
                        LOOP)) {
            assertTrue(ask(client).permits());
        }
    }
}
