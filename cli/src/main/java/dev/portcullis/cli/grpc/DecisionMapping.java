package dev.portcullis.cli.grpc;

import dev.portcullis.proto.pdp.v1.Decision;
import dev.portcullis.proto.pdp.v1.DecisionRequest;
import dev.portcullis.proto.pdp.v1.Effect;
import dev.portcullis.proto.pdp.v1.Enforcement;
import dev.portcullis.proto.pdp.v1.ReasonCode;
import dev.portcullis.rego.value.RegoObject;

/// Questions and answers between JSON and the protocol.
final class DecisionMapping {
    private DecisionMapping() {}

    static DecisionRequest toProto(RegoObject json) throws RequestException {
        DecisionRequest.Builder request = DecisionRequest.newBuilder();
        JsonMessages.fill(json, request, "");
        return request.build();
    }

    static Answer toAnswer(Decision decision, long roundTripNs) {
        return new Answer(
                decision.getEffect() == Effect.EFFECT_ALLOW ? "ALLOW" : "DENY",
                reasonCode(decision),
                decision.getReasonsList(),
                decision.getObligationsList().stream()
                        .map(each ->
                                new Answer.Obligation(each.getType(), ValueMapping.toJson(each.getPropertiesList())))
                        .toList(),
                ValueMapping.toJson(decision.getLabelsList()),
                decision.getDeterminingRulesList().stream()
                        .map(each -> new Answer.Rule(each.getPath(), each.getFile(), each.getRow()))
                        .toList(),
                decision.getDecisionId(),
                decision.getRequestId(),
                basis(decision),
                decision.getCacheableUntilNs(),
                decision.getCacheKeysList(),
                decision.getEvaluationNs(),
                decision.getEnforcement() == Enforcement.ENFORCEMENT_SHADOW ? "SHADOW" : "ENFORCED",
                decision.getMessage(),
                roundTripNs);
    }

    /// The code without the prefix that proto style asks for; a code of a newer server is its number.
    private static String reasonCode(Decision decision) {
        return switch (decision.getReasonCode()) {
            case REASON_CODE_UNSPECIFIED -> "";
            case UNRECOGNIZED -> Integer.toString(decision.getReasonCodeValue());
            case ReasonCode known -> known.name().substring("REASON_CODE_".length());
        };
    }

    private static Answer.Basis basis(Decision decision) {
        var snapshot = decision.getSnapshot();
        return new Answer.Basis(
                decision.getBundlesList().stream()
                        .map(each -> new Answer.Bundle(each.getName(), each.getRevision()))
                        .toList(),
                decision.hasSnapshot() ? snapshot.getEpoch() + "." + snapshot.getSeq() : "",
                decision.getSnapshotAgeS());
    }
}
