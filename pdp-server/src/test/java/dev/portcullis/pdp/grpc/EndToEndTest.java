package dev.portcullis.pdp.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.ErrorInfo;
import dev.portcullis.pdp.decision.Caller;
import dev.portcullis.pdp.decision.Callers;
import dev.portcullis.pdp.decision.FakePolicies;
import dev.portcullis.pdp.decision.Limits;
import dev.portcullis.pdp.decision.Policies;
import dev.portcullis.pdp.log.LogMode;
import dev.portcullis.pdp.log.LogReader;
import dev.portcullis.pdp.log.LogVerifier;
import dev.portcullis.pdp.log.StoredRecord;
import dev.portcullis.proto.pdp.v1.BatchSemantic;
import dev.portcullis.proto.pdp.v1.DecideBatchRequest;
import dev.portcullis.proto.pdp.v1.DecideRequest;
import dev.portcullis.proto.pdp.v1.DecideStreamRequest;
import dev.portcullis.proto.pdp.v1.DecideStreamResponse;
import dev.portcullis.proto.pdp.v1.Decision;
import dev.portcullis.proto.pdp.v1.DecisionRequest;
import dev.portcullis.proto.pdp.v1.DecisionServiceGrpc;
import dev.portcullis.proto.pdp.v1.Effect;
import dev.portcullis.proto.pdp.v1.ExplainRequest;
import dev.portcullis.proto.pdp.v1.ExplainResponse;
import dev.portcullis.proto.pdp.v1.ReasonCode;
import dev.portcullis.rego.value.RegoObject;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole server over real sockets.
class EndToEndTest {
    static final DecisionRequest AGENT = Messages.valid();
    static final DecisionRequest USER = Messages.valid().toBuilder()
            .setSubject(AGENT.getSubject().toBuilder().setType("user"))
            .build();

    @ParameterizedTest
    @EnumSource(LogMode.class)
    void decide_overUnixSocket(LogMode mode) throws Exception {
        Decision decision;
        StoredRecord stored;
        try (Harness server = Harness.start(Harness.everybody(), mode, Limits.DEFAULT)) {
            decision = server.unixStub().decide(question(AGENT)).getDecision();
            server.log.close();
            stored = LogReader.open(server.directory.resolve("log"), new ProtoRecordCodec())
                    .next()
                    .orElseThrow();
        }

        assertEquals(Effect.EFFECT_ALLOW, decision.getEffect());
        assertEquals(ReasonCode.REASON_CODE_UNSPECIFIED, decision.getReasonCode());
        assertEquals("t9", decision.getRequestId());
        assertEquals("max_ttl", decision.getObligations(0).getType());
        assertEquals("seconds", decision.getObligations(0).getProperties(0).getName());
        assertEquals(900, decision.getObligations(0).getProperties(0).getValue().getIntValue());
        assertEquals("data.portcullis.decision", decision.getDeterminingRules(0).getPath());
        assertEquals(12, decision.getDeterminingRules(0).getRow());
        assertEquals(7, decision.getSnapshot().getEpoch());
        assertEquals(100, decision.getSnapshot().getSeq());
        assertEquals(60, decision.getSnapshotAgeS());
        assertEquals("fake", decision.getBundles(0).getName());
        assertTrue(decision.getEvaluationNs() > 0);
        assertEquals(decision.getDecisionId(), stored.decision().id().toString());
        assertEquals(Harness.ownUid(), stored.call().caller());
    }

    @Test
    void decide_overLoopback_isAnonymous() throws Exception {
        try (Harness server = Harness.start()) {
            Decision decision = server.tcpStub().decide(question(USER)).getDecision();
            server.log.close();
            StoredRecord stored = LogReader.open(server.directory.resolve("log"), new ProtoRecordCodec())
                    .next()
                    .orElseThrow();

            assertEquals(Effect.EFFECT_DENY, decision.getEffect());
            assertEquals(ReasonCode.REASON_CODE_POLICY_DENY, decision.getReasonCode());
            assertEquals(List.of("not_an_agent"), decision.getReasonsList());
            assertEquals(Caller.ANONYMOUS_LOOPBACK, stored.call().caller());
        }
    }

    @Test
    void decide_invalidRequest_isALoggedDenial() throws Exception {
        DecisionRequest request = AGENT.toBuilder()
                .setContext(AGENT.getContext().toBuilder()
                        .addProperties(Messages.field("Authorization", Messages.text("hunter2"))))
                .build();
        try (Harness server = Harness.start()) {
            Decision decision = server.unixStub().decide(question(request)).getDecision();
            server.log.close();
            StoredRecord stored = LogReader.open(server.directory.resolve("log"), new ProtoRecordCodec())
                    .next()
                    .orElseThrow();

            assertEquals(ReasonCode.REASON_CODE_REQUEST_INVALID, decision.getReasonCode());
            assertEquals(
                    "`context.properties` has a property named `Authorization`, under which secrets travel",
                    decision.getMessage());
            assertEquals(
                    AGENT.getResource().getId(), stored.request().resource().id());
            assertFalse(stored.toString().contains("hunter2"));
        }
    }

    @Test
    void decide_unknownCaller() throws Exception {
        Callers strangers = new Callers(Map.of(new Caller(Caller.Type.UID, "4294967294"), Harness.EVERYTHING));
        try (Harness server = Harness.start(strangers, LogMode.ASYNC, Limits.DEFAULT)) {
            StatusRuntimeException unix = assertThrows(
                    StatusRuntimeException.class, () -> server.unixStub().decide(question(AGENT)));
            StatusRuntimeException tcp = assertThrows(
                    StatusRuntimeException.class, () -> server.tcpStub().decide(question(AGENT)));

            assertError(unix, Status.Code.PERMISSION_DENIED, "CALLER_UNKNOWN");
            assertError(tcp, Status.Code.PERMISSION_DENIED, "CALLER_UNKNOWN");
            assertEquals(
                    "caller `" + Harness.ownUid() + "` is not listed for this door",
                    unix.getStatus().getDescription());
            assertEquals(List.of(), server.answered);
        }
    }

    @Test
    void decide_callerOfAnotherDoor() throws Exception {
        Callers.Grant otherDoor = new Callers.Grant(Set.of("authzen"), Set.of("mcp_server"), true);
        Callers callers = new Callers(Map.of(Harness.ownUid(), otherDoor));
        try (Harness server = Harness.start(callers, LogMode.ASYNC, Limits.DEFAULT)) {
            assertError(
                    assertThrows(
                            StatusRuntimeException.class,
                            () -> server.unixStub().decide(question(AGENT))),
                    Status.Code.PERMISSION_DENIED,
                    "CALLER_UNKNOWN");
        }
    }

    @Test
    void decide_subjectTypeNotGranted() throws Exception {
        Callers.Grant agentsOnly = new Callers.Grant(Set.of("grpc"), Set.of("mcp_server"), false);
        Callers callers = new Callers(Map.of(Harness.ownUid(), agentsOnly));
        try (Harness server = Harness.start(callers, LogMode.ASYNC, Limits.DEFAULT)) {
            assertEquals(
                    Effect.EFFECT_ALLOW,
                    server.unixStub().decide(question(AGENT)).getDecision().getEffect());
            assertEquals(
                    ReasonCode.REASON_CODE_REQUEST_INVALID,
                    server.unixStub().decide(question(USER)).getDecision().getReasonCode());
        }
    }

    @Test
    void decide_messageTooLong() throws Exception {
        DecisionRequest huge = AGENT.toBuilder()
                .setContext(AGENT.getContext().toBuilder().setPurpose("x".repeat(2 << 20)))
                .build();
        try (Harness server = Harness.start()) {
            StatusRuntimeException refused = assertThrows(
                    StatusRuntimeException.class, () -> server.unixStub().decide(question(huge)));

            assertEquals(Status.Code.RESOURCE_EXHAUSTED, refused.getStatus().getCode());
        }
    }

    @Test
    void decide_logClosed_durable_isLogUnavailable() throws Exception {
        try (Harness server = Harness.start(Harness.everybody(), LogMode.DURABLE, Limits.DEFAULT)) {
            server.log.close();

            Decision decision = server.unixStub().decide(question(AGENT)).getDecision();

            assertEquals(Effect.EFFECT_DENY, decision.getEffect());
            assertEquals(ReasonCode.REASON_CODE_LOG_UNAVAILABLE, decision.getReasonCode());
            assertEquals(0, decision.getObligationsCount());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BATCH_SEMANTIC_UNSPECIFIED,             A U A, ALLOW POLICY_DENY ALLOW",
        "BATCH_SEMANTIC_EXECUTE_ALL,             A U A, ALLOW POLICY_DENY ALLOW",
        "BATCH_SEMANTIC_DENY_ON_FIRST_DENY,      A U A, ALLOW POLICY_DENY NOT_EVALUATED",
        "BATCH_SEMANTIC_DENY_ON_FIRST_DENY,      A A A, ALLOW ALLOW ALLOW",
        "BATCH_SEMANTIC_PERMIT_ON_FIRST_PERMIT,  U A A, POLICY_DENY ALLOW NOT_EVALUATED",
        "BATCH_SEMANTIC_PERMIT_ON_FIRST_PERMIT,  U U U, POLICY_DENY POLICY_DENY POLICY_DENY",
    })
    void decideBatch_semantics(BatchSemantic semantic, String questions, String expected) throws Exception {
        DecideBatchRequest.Builder batch = DecideBatchRequest.newBuilder().setSemantic(semantic);
        for (String each : questions.split(" ", -1)) {
            batch.addRequests(each.equals("A") ? AGENT : USER);
        }
        for (LogMode mode : LogMode.values()) {
            try (Harness server = Harness.start(Harness.everybody(), mode, Limits.DEFAULT)) {
                List<Decision> decisions =
                        server.unixStub().decideBatch(batch.build()).getDecisionsList();

                assertEquals(
                        expected,
                        String.join(
                                " ",
                                decisions.stream().map(EndToEndTest::nameOf).toList()));
                server.log.close();
                assertEquals(
                        3,
                        LogVerifier.verify(server.directory.resolve("log"), LogVerifier.Expected.NOTHING)
                                .decisions());
            }
        }
    }

    @Test
    void decideBatch_longOnes_answerInOrder() throws Exception {
        DecideBatchRequest.Builder batch = DecideBatchRequest.newBuilder();
        for (int i = 0; i < 256; i++) {
            batch.addRequests(Messages.withId("q" + i));
        }
        try (Harness server = Harness.start()) {
            List<Decision> decisions =
                    server.unixStub().decideBatch(batch.build()).getDecisionsList();

            for (int i = 0; i < 256; i++) {
                assertEquals("q" + i, decisions.get(i).getRequestId());
            }
        }
    }

    @Test
    void decideBatch_deepChain_doesNotOverflow() throws Exception {
        DecideBatchRequest.Builder batch =
                DecideBatchRequest.newBuilder().setSemantic(BatchSemantic.BATCH_SEMANTIC_DENY_ON_FIRST_DENY);
        for (int i = 0; i < 256; i++) {
            batch.addRequests(AGENT);
        }
        try (Harness server = Harness.start()) {
            assertTrue(server.unixStub().decideBatch(batch.build()).getDecisionsList().stream()
                    .allMatch(decision -> decision.getEffect() == Effect.EFFECT_ALLOW));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 257})
    void decideBatch_wrongSize(int size) throws Exception {
        DecideBatchRequest.Builder batch = DecideBatchRequest.newBuilder();
        for (int i = 0; i < size; i++) {
            batch.addRequests(AGENT);
        }
        try (Harness server = Harness.start()) {
            assertError(
                    assertThrows(
                            StatusRuntimeException.class,
                            () -> server.unixStub().decideBatch(batch.build())),
                    Status.Code.INVALID_ARGUMENT,
                    "BATCH_SIZE");
        }
    }

    @Test
    void decideBatch_unknownSemantic() throws Exception {
        DecideBatchRequest batch = DecideBatchRequest.newBuilder()
                .setSemanticValue(99)
                .addRequests(AGENT)
                .build();
        try (Harness server = Harness.start()) {
            assertError(
                    assertThrows(
                            StatusRuntimeException.class,
                            () -> server.unixStub().decideBatch(batch)),
                    Status.Code.INVALID_ARGUMENT,
                    "BATCH_SEMANTIC");
            assertEquals(List.of(), server.answered);
        }
    }

    @ParameterizedTest
    @EnumSource(LogMode.class)
    void decideStream_matchesIds(LogMode mode) throws Exception {
        Limits.Serving small = new Limits.Serving(16, 16, 16, 4, 1, 1, 16);
        Limits limits =
                new Limits(Limits.Request.DEFAULT, Limits.Evaluation.DEFAULT, small, Limits.Connections.DEFAULT);
        try (Harness server = Harness.start(Harness.everybody(), mode, limits)) {
            Collected<DecideStreamResponse> answers = new Collected<>();
            StreamObserver<DecideStreamRequest> questions =
                    DecisionServiceGrpc.newStub(server.unix()).decideStream(answers);
            for (int i = 0; i < 200; i++) {
                questions.onNext(DecideStreamRequest.newBuilder()
                        .setStreamId(i)
                        .setRequest(Messages.withId("q" + i))
                        .build());
            }
            questions.onCompleted();

            Map<Long, String> byId = new HashMap<>();
            for (DecideStreamResponse answer : answers.all()) {
                byId.put(answer.getStreamId(), answer.getDecision().getRequestId());
            }
            assertEquals(200, byId.size());
            byId.forEach((id, requestId) -> assertEquals("q" + id, requestId));
        }
    }

    @Test
    void explain_showsInputAndRows() throws Exception {
        try (Harness server = Harness.start()) {
            ExplainResponse explained = server.unixStub()
                    .explain(ExplainRequest.newBuilder().setRequest(AGENT).build());

            RegoObject input = (RegoObject) ValueMapping.toRego("input", explained.getInput());
            assertEquals(FakePolicies.json("{\"target\": {\"environment\": \"production\"}}"), input.get("lineage"));
            assertEquals(RegoObject.empty(), ValueMapping.toRego("rows", explained.getLineageRows()));
            assertEquals(Effect.EFFECT_ALLOW, explained.getDecision().getEffect());
        }
    }

    @Test
    void explain_withoutGrant() throws Exception {
        Callers.Grant noExplain = new Callers.Grant(Set.of("grpc"), Set.of("mcp_server"), false);
        try (Harness server =
                Harness.start(new Callers(Map.of(Harness.ownUid(), noExplain)), LogMode.ASYNC, Limits.DEFAULT)) {
            assertError(
                    assertThrows(
                            StatusRuntimeException.class,
                            () -> server.unixStub()
                                    .explain(ExplainRequest.newBuilder()
                                            .setRequest(AGENT)
                                            .build())),
                    Status.Code.PERMISSION_DENIED,
                    "EXPLAIN_NOT_GRANTED");
        }
    }

    @Test
    void explain_slowLaneFull_isOverloaded() throws Exception {
        Limits.Serving narrow = new Limits.Serving(16, 16, 16, 4, 1, 1, 16);
        Limits limits =
                new Limits(Limits.Request.DEFAULT, Limits.Evaluation.DEFAULT, narrow, Limits.Connections.DEFAULT);
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        Policies blocking = new FakePolicies(_ -> {
            busy.countDown();
            await(gate);
            return FakePolicies.defined(FakePolicies.json("{\"effect\": \"ALLOW\"}"));
        });
        try (Harness server = Harness.start(blocking, Harness.everybody(), LogMode.ASYNC, limits)) {
            ExplainRequest question =
                    ExplainRequest.newBuilder().setRequest(AGENT).build();
            var calls = DecisionServiceGrpc.newFutureStub(server.unix());
            var running = calls.explain(question);
            await(busy);
            var waiting = calls.explain(question);
            var refused = calls.explain(question);

            assertEquals(
                    ReasonCode.REASON_CODE_OVERLOADED,
                    refused.get(30, TimeUnit.SECONDS).getDecision().getReasonCode());
            gate.countDown();
            assertEquals(
                    Effect.EFFECT_ALLOW,
                    running.get(30, TimeUnit.SECONDS).getDecision().getEffect());
            assertEquals(
                    Effect.EFFECT_ALLOW,
                    waiting.get(30, TimeUnit.SECONDS).getDecision().getEffect());
        }
    }

    @Test
    void calls_beyondTheLimit_areRefused() throws Exception {
        Limits.Serving none = new Limits.Serving(16, 16, 0, 4, 1, 1, 16);
        Limits limits = new Limits(Limits.Request.DEFAULT, Limits.Evaluation.DEFAULT, none, Limits.Connections.DEFAULT);
        try (Harness server = Harness.start(Harness.everybody(), LogMode.ASYNC, limits)) {
            assertError(
                    assertThrows(
                            StatusRuntimeException.class,
                            () -> server.unixStub().decide(question(AGENT))),
                    Status.Code.RESOURCE_EXHAUSTED,
                    "CALLS_IN_FLIGHT");
        }
    }

    static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    static DecideRequest question(DecisionRequest request) {
        return DecideRequest.newBuilder().setRequest(request).build();
    }

    static String nameOf(Decision decision) {
        return decision.getEffect() == Effect.EFFECT_ALLOW
                ? "ALLOW"
                : decision.getReasonCode().name().substring("REASON_CODE_".length());
    }

    static void assertError(StatusRuntimeException thrown, Status.Code code, String reason) throws Exception {
        assertEquals(code, thrown.getStatus().getCode());
        com.google.rpc.Status status = java.util.Objects.requireNonNull(StatusProto.fromThrowable(thrown));
        assertEquals(reason, status.getDetails(0).unpack(ErrorInfo.class).getReason());
    }

    /// Everything a stream says.
    static final class Collected<A> implements StreamObserver<A> {
        private final List<A> answers = new ArrayList<>();
        private final CompletableFuture<List<A>> all = new CompletableFuture<>();

        @Override
        public void onNext(A answer) {
            answers.add(answer);
        }

        @Override
        public void onError(Throwable thrown) {
            all.completeExceptionally(thrown);
        }

        @Override
        public void onCompleted() {
            all.complete(answers);
        }

        List<A> all() throws Exception {
            return all.get(30, TimeUnit.SECONDS);
        }
    }
}
