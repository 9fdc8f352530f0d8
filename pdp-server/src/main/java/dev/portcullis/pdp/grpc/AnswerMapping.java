package dev.portcullis.pdp.grpc;

import dev.portcullis.pdp.decision.BundleRevision;
import dev.portcullis.pdp.decision.Decision;
import dev.portcullis.pdp.decision.DecisionVersions;
import dev.portcullis.pdp.decision.Obligation;
import dev.portcullis.pdp.decision.SnapshotVersion;
import dev.portcullis.pdp.decision.Verdict;
import dev.portcullis.proto.pdp.v1.DeterminingRule;
import dev.portcullis.proto.pdp.v1.Effect;
import dev.portcullis.proto.pdp.v1.Enforcement;
import dev.portcullis.proto.pdp.v1.ReasonCode;
import dev.portcullis.rego.eval.RuleReference;
import org.jspecify.annotations.Nullable;

/// Answers to the wire.
final class AnswerMapping {
    private AnswerMapping() {}

    /// The message of a decision.
    static dev.portcullis.proto.pdp.v1.Decision fromDecision(Decision decision) {
        Verdict verdict = decision.verdict();
        dev.portcullis.proto.pdp.v1.Decision.Builder message = dev.portcullis.proto.pdp.v1.Decision.newBuilder()
                .setEffect(effect(verdict.effect()))
                .setReasonCode(code(verdict.code()))
                .addAllReasons(verdict.reasons())
                .addAllLabels(ValueMapping.fromObject(verdict.labels()))
                .setDecisionId(decision.id().toString())
                .setRequestId(decision.requestId())
                .setEvaluationNs(decision.evaluationNanos())
                .setEnforcement(enforcement(decision.enforcement()))
                .setMessage(verdict.message());
        for (Obligation obligation : verdict.obligations()) {
            message.addObligationsBuilder()
                    .setType(obligation.type().text())
                    .addAllProperties(ValueMapping.fromObject(obligation.properties()));
        }
        for (RuleReference rule : verdict.determiningRules()) {
            message.addDeterminingRules(DeterminingRule.newBuilder()
                    .setPath(rule.path())
                    .setFile(rule.span().file())
                    .setRow(rule.span().row()));
        }
        putVersions(message, decision.versions());
        return message.build();
    }

    private static void putVersions(dev.portcullis.proto.pdp.v1.Decision.Builder message, DecisionVersions versions) {
        for (BundleRevision bundle : versions.bundles()) {
            message.addBundlesBuilder().setName(bundle.name()).setRevision(bundle.revision());
        }
        SnapshotVersion snapshot = versions.snapshot();
        if (snapshot != null) {
            message.getSnapshotBuilder().setEpoch(snapshot.epoch()).setSeq(snapshot.seq());
            message.setSnapshotAgeS(versions.snapshotAgeSeconds());
        }
    }

    private static Effect effect(dev.portcullis.pdp.decision.Effect effect) {
        return switch (effect) {
            case ALLOW -> Effect.EFFECT_ALLOW;
            case DENY -> Effect.EFFECT_DENY;
        };
    }

    private static Enforcement enforcement(dev.portcullis.pdp.decision.Enforcement enforcement) {
        return switch (enforcement) {
            case ENFORCED -> Enforcement.ENFORCEMENT_ENFORCED;
            case SHADOW -> Enforcement.ENFORCEMENT_SHADOW;
        };
    }

    private static ReasonCode code(dev.portcullis.pdp.decision.@Nullable ReasonCode code) {
        if (code == null) {
            return ReasonCode.REASON_CODE_UNSPECIFIED;
        }
        return switch (code) {
            case POLICY_DENY -> ReasonCode.REASON_CODE_POLICY_DENY;
            case UNDEFINED -> ReasonCode.REASON_CODE_UNDEFINED;
            case EVAL_ERROR -> ReasonCode.REASON_CODE_EVAL_ERROR;
            case EVAL_CONFLICT -> ReasonCode.REASON_CODE_EVAL_CONFLICT;
            case RESULT_MALFORMED -> ReasonCode.REASON_CODE_RESULT_MALFORMED;
            case DEADLINE_EXCEEDED -> ReasonCode.REASON_CODE_DEADLINE_EXCEEDED;
            case BUDGET_EXCEEDED -> ReasonCode.REASON_CODE_BUDGET_EXCEEDED;
            case POLICY_NOT_LOADED -> ReasonCode.REASON_CODE_POLICY_NOT_LOADED;
            case POLICY_STALE -> ReasonCode.REASON_CODE_POLICY_STALE;
            case SNAPSHOT_NOT_LOADED -> ReasonCode.REASON_CODE_SNAPSHOT_NOT_LOADED;
            case SNAPSHOT_STALE -> ReasonCode.REASON_CODE_SNAPSHOT_STALE;
            case SNAPSHOT_BEHIND -> ReasonCode.REASON_CODE_SNAPSHOT_BEHIND;
            case REQUEST_INVALID -> ReasonCode.REASON_CODE_REQUEST_INVALID;
            case LOG_UNAVAILABLE -> ReasonCode.REASON_CODE_LOG_UNAVAILABLE;
            case OVERLOADED -> ReasonCode.REASON_CODE_OVERLOADED;
            case INTERNAL -> ReasonCode.REASON_CODE_INTERNAL;
            case NOT_EVALUATED -> ReasonCode.REASON_CODE_NOT_EVALUATED;
        };
    }
}
