package dev.portcullis.pdp.decision;

import java.util.function.Consumer;

/// What every door calls: decide, record, then answer. In the log's durable modes the answer waits for the record,
/// and
/// becomes a denial when that cannot be written.
public final class DecisionPoint {
    private final DecisionEngine engine;
    private final DecisionLog log;
    private final DecisionObserver observer;

    public DecisionPoint(DecisionEngine engine, DecisionLog log, DecisionObserver observer) {
        this.engine = engine;
        this.log = log;
        this.observer = observer;
    }

    /// Answers a question.
    ///
    /// @param reply called exactly once, on this thread or on the log's; must not block
    public void answer(MappedRequest question, Call call, Consumer<Decision> reply) {
        record(decide(question, call), call, reply);
    }

    /// Answers a question and shows what the answer was based on.
    ///
    /// @param reply as for [#answer]
    public void explain(MappedRequest question, Call call, Consumer<Explanation> reply) {
        DecisionRecord record = decide(question, call);
        Explanation explanation = Explanation.of(record);
        record(record, call, answer -> reply.accept(explanation.with(answer)));
    }

    /// Denies a question that is not looked at.
    ///
    /// @param reply as for [#answer]
    public void refuse(MappedRequest question, Call call, ReasonCode code, String message, Consumer<Decision> reply) {
        DecisionRequest request = switch (question) {
            case MappedRequest.Valid(DecisionRequest valid) -> valid;
            case MappedRequest.Invalid(DecisionRequest known, String _) -> known;
        };
        record(engine.refuse(request, call, code, message), call, reply);
    }

    private DecisionRecord decide(MappedRequest question, Call call) {
        return switch (question) {
            case MappedRequest.Valid(DecisionRequest request) -> engine.decide(request, call);
            case MappedRequest.Invalid(DecisionRequest known, String message) ->
                engine.refuse(known, call, ReasonCode.REQUEST_INVALID, message);
        };
    }

    private void record(DecisionRecord record, Call call, Consumer<Decision> reply) {
        Decision decision = record.decision();
        log.append(record, stored -> {
            Decision answer = stored
                    ? decision
                    : decision.deniedWith(ReasonCode.LOG_UNAVAILABLE, "the decision could not be recorded");
            observer.answered(answer, call);
            reply.accept(answer);
        });
    }
}
