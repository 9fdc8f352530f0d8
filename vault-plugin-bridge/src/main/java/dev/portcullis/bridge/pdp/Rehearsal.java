package dev.portcullis.bridge.pdp;

import dev.portcullis.proto.pdp.v1.DecideStreamRequest;
import dev.portcullis.proto.pdp.v1.DecideStreamResponse;
import dev.portcullis.proto.pdp.v1.Decision;
import dev.portcullis.proto.pdp.v1.DecisionRequest;
import dev.portcullis.proto.pdp.v1.DecisionServiceGrpc;
import dev.portcullis.proto.pdp.v1.Effect;
import dev.portcullis.proto.pdp.v1.Field;
import dev.portcullis.proto.pdp.v1.Obligation;
import dev.portcullis.proto.pdp.v1.Value;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Walks a question and its answer through all that reads and writes them, without asking anybody: the classes of that
/// way load slowly, and the first question of a process must not spend its deadline on them.
final class Rehearsal {
    private static final int ROUNDS = 200;
    private static final Question QUESTION = new Question(
            "rehearsal",
            new Question.Subject("workload", "portcullis:rehearsal:subject", Map.of(), List.of()),
            new Question.Action("secret.read", Map.of("version", new PropertyValue.Whole(1))),
            new Question.Resource("vault_secret", "portcullis:rehearsal:resource", Map.of()),
            Question.Context.UNKNOWN);

    private Rehearsal() {}

    /// @return whether every answer was read as the ALLOW it was
    static boolean run(int questionBytes) {
        boolean allowed = true;
        for (int round = 0; round < ROUNDS; round++) {
            allowed &= answered(questionBytes) instanceof Answer.Allowed;
        }
        return allowed;
    }

    private static Answer answered(int questionBytes) {
        MethodDescriptor<DecideStreamRequest, DecideStreamResponse> method =
                DecisionServiceGrpc.getDecideStreamMethod();
        try {
            DecisionRequest message = QuestionMapping.fromQuestion(QUESTION, questionBytes);
            DecideStreamRequest asked = method.parseRequest(method.streamRequest(DecideStreamRequest.newBuilder()
                    .setStreamId(1)
                    .setRequest(message)
                    .build()));
            DecideStreamResponse answer = method.parseResponse(method.streamResponse(DecideStreamResponse.newBuilder()
                    .setStreamId(asked.getStreamId())
                    .setDecision(allow())
                    .build()));
            return AnswerMapping.toAnswer(answer.getDecision(), QUESTION.requestId(), Set.of("max_ttl"));
        } catch (UnaskableException unaskable) {
            return new Answer.Unavailable(Outage.UNASKABLE, String.valueOf(unaskable.getMessage()));
        }
    }

    private static Decision allow() {
        return Decision.newBuilder()
                .setEffect(Effect.EFFECT_ALLOW)
                .setDecisionId(UUID.randomUUID().toString())
                .setRequestId(QUESTION.requestId())
                .addObligations(Obligation.newBuilder()
                        .setType("max_ttl")
                        .addProperties(Field.newBuilder()
                                .setName("seconds")
                                .setValue(Value.newBuilder().setIntValue(900))))
                .build();
    }
}
