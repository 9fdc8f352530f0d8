package dev.portcullis.pdp.grpc;

import dev.portcullis.pdp.decision.Call;
import dev.portcullis.pdp.decision.ConcurrencyLimit;
import dev.portcullis.pdp.decision.Decision;
import dev.portcullis.pdp.decision.DecisionPoint;
import dev.portcullis.pdp.decision.Explanation;
import dev.portcullis.pdp.decision.Limits;
import dev.portcullis.pdp.decision.MappedRequest;
import dev.portcullis.pdp.decision.ReasonCode;
import dev.portcullis.proto.pdp.v1.BatchSemantic;
import dev.portcullis.proto.pdp.v1.DecideBatchRequest;
import dev.portcullis.proto.pdp.v1.DecideBatchResponse;
import dev.portcullis.proto.pdp.v1.DecideRequest;
import dev.portcullis.proto.pdp.v1.DecideResponse;
import dev.portcullis.proto.pdp.v1.DecideStreamRequest;
import dev.portcullis.proto.pdp.v1.DecideStreamResponse;
import dev.portcullis.proto.pdp.v1.DecisionServiceGrpc;
import dev.portcullis.proto.pdp.v1.ExplainRequest;
import dev.portcullis.proto.pdp.v1.ExplainResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;

/// The decision service on the wire: from proto, decide, to proto. Answers are written on the connection's event
/// loop.
final class DecisionGrpcService extends DecisionServiceGrpc.DecisionServiceImplBase {
    private static final String OVERLOADED = "the server is at its concurrency limit";

    private final DecisionPoint point;
    private final ProtoMapping mapping;
    private final Limits limits;
    private final SlowLane slow;
    private final ConcurrencyLimit concurrency;

    /// @param slow runs what must not hold an event loop
    /// @param concurrency of the questions of streams; [ServerInterceptors] applies it to calls
    DecisionGrpcService(
            DecisionPoint point, ProtoMapping mapping, Limits limits, SlowLane slow, ConcurrencyLimit concurrency) {
        this.point = point;
        this.mapping = mapping;
        this.limits = limits;
        this.slow = slow;
        this.concurrency = concurrency;
    }

    @Override
    public void decide(DecideRequest request, StreamObserver<DecideResponse> answers) {
        Admitted admitted = Admitted.current();
        MappedRequest question = mapping.map(request.getRequest(), admitted.grant());
        if (admitted.overloaded()) {
            point.refuse(
                    question,
                    admitted.call(),
                    ReasonCode.OVERLOADED,
                    OVERLOADED,
                    decision -> reply(admitted, answers, toResponse(decision)));
            return;
        }
        point.answer(question, admitted.call(), decision -> reply(admitted, answers, toResponse(decision)));
    }

    @Override
    public void decideBatch(DecideBatchRequest request, StreamObserver<DecideBatchResponse> answers) {
        Admitted admitted = Admitted.current();
        List<MappedRequest> questions = questions(request, admitted);
        Batch batch = new Batch(
                point,
                questions,
                request.getSemantic(),
                admitted.call(),
                decisions -> reply(admitted, answers, toResponse(decisions)));
        if (admitted.overloaded()) {
            batch.refuse(ReasonCode.OVERLOADED, OVERLOADED);
        } else if (questions.size() <= limits.serving().inlineBatch()) {
            batch.answer();
        } else if (!slow.run(batch::answer)) {
            batch.refuse(ReasonCode.OVERLOADED, "too many long questions are waiting");
        }
    }

    @Override
    public StreamObserver<DecideStreamRequest> decideStream(StreamObserver<DecideStreamResponse> answers) {
        var stream = (ServerCallStreamObserver<DecideStreamResponse>) answers;
        return new DecisionStream(
                point, mapping, Admitted.current(), stream, limits.serving().streamBacklog(), concurrency);
    }

    @Override
    public void explain(ExplainRequest request, StreamObserver<ExplainResponse> answers) {
        Admitted admitted = Admitted.current();
        if (!admitted.grant().explain()) {
            throw new DoorException(
                    DoorError.EXPLAIN_NOT_GRANTED,
                    "caller `" + admitted.peer().caller() + "` may not ask for explanations");
        }
        Call call = admitted.call();
        MappedRequest question = mapping.map(request.getRequest(), admitted.grant());
        boolean taken = !admitted.overloaded()
                && slow.run(() -> point.explain(
                        question, call, explanation -> reply(admitted, answers, toResponse(explanation))));
        if (!taken) {
            point.refuse(
                    question,
                    call,
                    ReasonCode.OVERLOADED,
                    "too many long questions are waiting",
                    decision -> reply(
                            admitted,
                            answers,
                            ExplainResponse.newBuilder()
                                    .setDecision(AnswerMapping.fromDecision(decision))
                                    .build()));
        }
    }

    private List<MappedRequest> questions(DecideBatchRequest request, Admitted admitted) {
        int size = request.getRequestsCount();
        if (size == 0 || size > limits.request().batch()) {
            throw new DoorException(
                    DoorError.BATCH_SIZE,
                    "a batch has " + size + " questions, allowed are 1 to "
                            + limits.request().batch());
        }
        if (request.getSemantic() == BatchSemantic.UNRECOGNIZED) {
            throw new DoorException(
                    DoorError.BATCH_SEMANTIC,
                    "`semantic` has the value " + request.getSemanticValue() + ", which this server does not know");
        }
        return request.getRequestsList().stream()
                .map(each -> mapping.map(each, admitted.grant()))
                .toList();
    }

    private static <A> void reply(Admitted admitted, StreamObserver<A> answers, A answer) {
        admitted.onLoop(() -> {
            answers.onNext(answer);
            answers.onCompleted();
        });
    }

    private static DecideResponse toResponse(Decision decision) {
        return DecideResponse.newBuilder()
                .setDecision(AnswerMapping.fromDecision(decision))
                .build();
    }

    private static DecideBatchResponse toResponse(List<Decision> decisions) {
        DecideBatchResponse.Builder response = DecideBatchResponse.newBuilder();
        for (Decision decision : decisions) {
            response.addDecisions(AnswerMapping.fromDecision(decision));
        }
        return response.build();
    }

    private static ExplainResponse toResponse(Explanation explanation) {
        ExplainResponse.Builder response = ExplainResponse.newBuilder()
                .setDecision(AnswerMapping.fromDecision(explanation.decision()))
                .setLineageRows(ValueMapping.fromRego(explanation.rows()));
        explanation.input().ifPresent(input -> response.setInput(ValueMapping.fromRego(input)));
        return response.build();
    }
}
