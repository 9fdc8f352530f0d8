package dev.portcullis.pdp.grpc;

import dev.portcullis.pdp.decision.Call;
import dev.portcullis.pdp.decision.Decision;
import dev.portcullis.pdp.decision.DecisionPoint;
import dev.portcullis.pdp.decision.Effect;
import dev.portcullis.pdp.decision.MappedRequest;
import dev.portcullis.pdp.decision.ReasonCode;
import dev.portcullis.proto.pdp.v1.BatchSemantic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/// One batch on its way: each question gets its own decision, in the order of the questions.
final class Batch {
    private final DecisionPoint point;
    private final List<MappedRequest> questions;
    private final BatchSemantic semantic;
    private final Call call;
    private final Consumer<List<Decision>> reply;
    private final AtomicReferenceArray<Decision> answers;
    private final AtomicInteger missing;

    /// @param reply gets all decisions once the last one is there
    Batch(
            DecisionPoint point,
            List<MappedRequest> questions,
            BatchSemantic semantic,
            Call call,
            Consumer<List<Decision>> reply) {
        this.point = point;
        this.questions = questions;
        this.semantic = semantic;
        this.call = call;
        this.reply = reply;
        this.answers = new AtomicReferenceArray<>(questions.size());
        this.missing = new AtomicInteger(questions.size());
    }

    /// Decides all questions, or up to the first one that ends the batch.
    void answer() {
        switch (semantic) {
            case BATCH_SEMANTIC_DENY_ON_FIRST_DENY -> answerUntil(Effect.DENY, 0);
            case BATCH_SEMANTIC_PERMIT_ON_FIRST_PERMIT -> answerUntil(Effect.ALLOW, 0);
            case BATCH_SEMANTIC_UNSPECIFIED, BATCH_SEMANTIC_EXECUTE_ALL -> answerAll();
            case UNRECOGNIZED -> throw new AssertionError("BUG: an unknown semantic was let in");
        }
    }

    /// Denies all questions without deciding any.
    void refuse(ReasonCode code, String message) {
        refuseFrom(0, code, message);
    }

    private void answerAll() {
        for (int i = 0; i < questions.size(); i++) {
            int index = i;
            point.answer(questions.get(i), call, decision -> put(index, decision));
        }
    }

    /// One after the other, since an answer counts only once it is recorded.
    private void answerUntil(Effect last, int index) {
        point.answer(questions.get(index), call, decision -> {
            if (decision.verdict().effect() == last) {
                refuseFrom(index + 1, ReasonCode.NOT_EVALUATED, "an earlier question of the batch ended it");
            } else if (index + 1 < questions.size()) {
                answerUntil(last, index + 1);
            }
            put(index, decision);
        });
    }

    private void refuseFrom(int first, ReasonCode code, String message) {
        for (int i = first; i < questions.size(); i++) {
            int index = i;
            point.refuse(questions.get(i), call, code, message, decision -> put(index, decision));
        }
    }

    private void put(int index, Decision decision) {
        answers.set(index, decision);
        if (missing.decrementAndGet() > 0) {
            return;
        }
        List<Decision> all = new ArrayList<>(answers.length());
        for (int i = 0; i < answers.length(); i++) {
            all.add(answers.get(i));
        }
        reply.accept(all);
    }
}
