package dev.portcullis.pdp.grpc;

import dev.portcullis.pdp.decision.ConcurrencyLimit;
import dev.portcullis.pdp.decision.Decision;
import dev.portcullis.pdp.decision.DecisionPoint;
import dev.portcullis.pdp.decision.MappedRequest;
import dev.portcullis.pdp.decision.ReasonCode;
import dev.portcullis.proto.pdp.v1.DecideStreamRequest;
import dev.portcullis.proto.pdp.v1.DecideStreamResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/// One DecideStream. At most `backlog` questions are open at once: further ones stay with the client, also when the
/// client does not read its answers. Every field is touched on the connection's event loop only.
final class DecisionStream implements StreamObserver<DecideStreamRequest> {
    private final DecisionPoint point;
    private final ProtoMapping mapping;
    private final Admitted admitted;
    private final ServerCallStreamObserver<DecideStreamResponse> answers;
    private final ConcurrencyLimit concurrency;
    private int open;
    private int owed;
    private boolean asked;
    private boolean over;

    DecisionStream(
            DecisionPoint point,
            ProtoMapping mapping,
            Admitted admitted,
            ServerCallStreamObserver<DecideStreamResponse> answers,
            int backlog,
            ConcurrencyLimit concurrency) {
        this.point = point;
        this.mapping = mapping;
        this.admitted = admitted;
        this.answers = answers;
        this.concurrency = concurrency;
        answers.disableAutoRequest();
        answers.setOnReadyHandler(this::takeMore);
        answers.setOnCancelHandler(() -> over = true);
        answers.request(backlog);
    }

    @Override
    public void onNext(DecideStreamRequest message) {
        open++;
        long streamId = message.getStreamId();
        MappedRequest question = mapping.map(message.getRequest(), admitted.grant());
        if (!concurrency.enter()) {
            point.refuse(
                    question,
                    admitted.call(),
                    ReasonCode.OVERLOADED,
                    "the server is at its concurrency limit",
                    decision -> admitted.onLoop(() -> answer(streamId, decision)));
            return;
        }
        point.answer(question, admitted.call(), decision -> {
            concurrency.leave();
            admitted.onLoop(() -> answer(streamId, decision));
        });
    }

    private void answer(long streamId, Decision decision) {
        open--;
        if (over) {
            return;
        }
        answers.onNext(DecideStreamResponse.newBuilder()
                .setStreamId(streamId)
                .setDecision(AnswerMapping.fromDecision(decision))
                .build());
        owed++;
        takeMore();
        finish();
    }

    /// Each answer that the client has room for makes room for a question.
    private void takeMore() {
        if (answers.isReady() && owed > 0) {
            int more = owed;
            owed = 0;
            answers.request(more);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        over = true;
    }

    @Override
    public void onCompleted() {
        asked = true;
        finish();
    }

    private void finish() {
        if (asked && open == 0 && !over) {
            over = true;
            answers.onCompleted();
        }
    }
}
