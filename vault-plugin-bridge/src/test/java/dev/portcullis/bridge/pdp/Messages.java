package dev.portcullis.bridge.pdp;

import dev.portcullis.proto.pdp.v1.Decision;
import dev.portcullis.proto.pdp.v1.Effect;
import dev.portcullis.proto.pdp.v1.Enforcement;
import dev.portcullis.proto.pdp.v1.Field;
import dev.portcullis.proto.pdp.v1.Obligation;
import dev.portcullis.proto.pdp.v1.ReasonCode;
import dev.portcullis.proto.pdp.v1.Value;
import java.util.List;
import java.util.Map;

/// Questions and decisions for tests.
final class Messages {
    static final String ID = "01939c5e-7b1a-7c3d-8e4f-5a6b7c8d9e0f";

    private Messages() {}

    /// A question with this request id.
    static Question question(String requestId) {
        return new Question(
                requestId,
                new Question.Subject("function", "aws:lambda:larkfield/checkout", Map.of(), List.of()),
                new Question.Action("secret.read", Map.of()),
                new Question.Resource("vault_secret", "vault:kv:checkout/db", Map.of()),
                Question.Context.UNKNOWN);
    }

    static Decision.Builder allow() {
        return decision(Effect.EFFECT_ALLOW);
    }

    static Decision.Builder deny(ReasonCode code) {
        return decision(Effect.EFFECT_DENY).setReasonCode(code);
    }

    static Decision.Builder decision(Effect effect) {
        return Decision.newBuilder()
                .setEffect(effect)
                .setDecisionId(ID)
                .setEnforcement(Enforcement.ENFORCEMENT_ENFORCED);
    }

    /// `max_ttl` of so many seconds.
    static Obligation.Builder maxTtl(long seconds) {
        return obligation("max_ttl", "seconds", Value.newBuilder().setIntValue(seconds));
    }

    static Obligation.Builder obligation(String type, String name, Value.Builder value) {
        return Obligation.newBuilder()
                .setType(type)
                .addProperties(Field.newBuilder().setName(name).setValue(value));
    }
}
