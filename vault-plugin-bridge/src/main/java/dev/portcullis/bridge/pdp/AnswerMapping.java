package dev.portcullis.bridge.pdp;

import dev.portcullis.proto.pdp.v1.Decision;
import dev.portcullis.proto.pdp.v1.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// Decisions from the wire. Total, and a permission only when nothing about the decision is in doubt.
final class AnswerMapping {
    private AnswerMapping() {}

    /// What a decision means to an enforcement point.
    ///
    /// @param requestId of the question
    /// @param met types of the obligations that the enforcement point meets
    static Answer toAnswer(Decision decision, String requestId, Set<String> met) {
        if (!isDecisionId(decision.getDecisionId())) {
            return new Answer.Unavailable(Outage.MALFORMED, "the answer has no decision id");
        }
        try {
            Answer.Decided decided = decided(decision, requestId);
            return switch (decision.getEnforcement()) {
                case ENFORCEMENT_UNSPECIFIED, ENFORCEMENT_ENFORCED -> enforced(decided, met);
                case ENFORCEMENT_SHADOW -> shadowed(decided);
                case UNRECOGNIZED ->
                    refused(decision, DenialCode.ENFORCEMENT_UNKNOWN, "the enforcement of the decision is not known");
            };
        } catch (MalformedAnswerException malformed) {
            String why = malformed.getMessage();
            return new Answer.Unavailable(Outage.MALFORMED, "the answer cannot be read: " + why);
        }
    }

    private static Answer.Decided decided(Decision decision, String requestId) throws MalformedAnswerException {
        return switch (decision.getEffect()) {
            case EFFECT_ALLOW -> allowed(decision, requestId);
            case EFFECT_DENY ->
                new Answer.Denied(
                        decision.getDecisionId(),
                        code(decision.getReasonCode()),
                        decision.getReasonsList(),
                        decision.getMessage(),
                        obligations(decision));
            case EFFECT_UNSPECIFIED, UNRECOGNIZED ->
                refused(decision, DenialCode.EFFECT_UNKNOWN, "the effect of the decision is not known");
        };
    }

    private static Answer.Decided allowed(Decision decision, String requestId) throws MalformedAnswerException {
        if (decision.getReasonCode() != ReasonCode.REASON_CODE_UNSPECIFIED) {
            return refused(decision, DenialCode.ANSWER_INCONSISTENT, "an ALLOW has the code of a denial");
        }
        if (!decision.getRequestId().equals(requestId)) {
            return refused(decision, DenialCode.ANSWER_INCONSISTENT, "the ALLOW is of another request");
        }
        return new Answer.Allowed(decision.getDecisionId(), obligations(decision), decision.getReasonsList());
    }

    private static Answer enforced(Answer.Decided decided, Set<String> met) {
        return switch (decided) {
            case Answer.Denied denied -> denied;
            case Answer.Allowed allowed -> {
                Set<String> unmet = new TreeSet<>();
                for (Obligation obligation : allowed.obligations()) {
                    if (!met.contains(obligation.type())) {
                        unmet.add(obligation.type());
                    }
                }
                yield unmet.isEmpty() ? allowed : unmet(allowed, unmet);
            }
        };
    }

    private static Answer.Denied unmet(Answer.Allowed allowed, Set<String> types) {
        return new Answer.Denied(
                allowed.decisionId(),
                DenialCode.OBLIGATION_UNMET,
                allowed.reasons(),
                "the enforcement point does not meet `" + String.join("`, `", types) + "`",
                List.of());
    }

    private static Answer shadowed(Answer.Decided decided) {
        return switch (decided) {
            case Answer.Allowed allowed -> new Answer.Shadowed(allowed);
            case Answer.Denied denied when denied.code().isShadowable() -> new Answer.Shadowed(denied);
            case Answer.Denied denied -> denied;
        };
    }

    private static Answer.Denied refused(Decision decision, DenialCode code, String message) {
        return new Answer.Denied(decision.getDecisionId(), code, decision.getReasonsList(), message, List.of());
    }

    private static List<Obligation> obligations(Decision decision) throws MalformedAnswerException {
        List<Obligation> obligations = new ArrayList<>(decision.getObligationsCount());
        for (var obligation : decision.getObligationsList()) {
            obligations.add(
                    new Obligation(obligation.getType(), PropertyMapping.toProperties(obligation.getPropertiesList())));
        }
        return obligations;
    }

    /// Only the text form of a UUID is one: the id goes into audit trails and session names.
    private static boolean isDecisionId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static DenialCode code(ReasonCode code) {
        return switch (code) {
            case REASON_CODE_POLICY_DENY -> DenialCode.POLICY_DENY;
            case REASON_CODE_UNDEFINED -> DenialCode.UNDEFINED;
            case REASON_CODE_EVAL_ERROR -> DenialCode.EVAL_ERROR;
            case REASON_CODE_EVAL_CONFLICT -> DenialCode.EVAL_CONFLICT;
            case REASON_CODE_RESULT_MALFORMED -> DenialCode.RESULT_MALFORMED;
            case REASON_CODE_DEADLINE_EXCEEDED -> DenialCode.DEADLINE_EXCEEDED;
            case REASON_CODE_BUDGET_EXCEEDED -> DenialCode.BUDGET_EXCEEDED;
            case REASON_CODE_POLICY_NOT_LOADED -> DenialCode.POLICY_NOT_LOADED;
            case REASON_CODE_POLICY_STALE -> DenialCode.POLICY_STALE;
            case REASON_CODE_SNAPSHOT_NOT_LOADED -> DenialCode.SNAPSHOT_NOT_LOADED;
            case REASON_CODE_SNAPSHOT_STALE -> DenialCode.SNAPSHOT_STALE;
            case REASON_CODE_SNAPSHOT_BEHIND -> DenialCode.SNAPSHOT_BEHIND;
            case REASON_CODE_REQUEST_INVALID -> DenialCode.REQUEST_INVALID;
            case REASON_CODE_LOG_UNAVAILABLE -> DenialCode.LOG_UNAVAILABLE;
            case REASON_CODE_OVERLOADED -> DenialCode.OVERLOADED;
            case REASON_CODE_INTERNAL -> DenialCode.INTERNAL;
            case REASON_CODE_NOT_EVALUATED -> DenialCode.NOT_EVALUATED;
            case REASON_CODE_UNSPECIFIED, UNRECOGNIZED -> DenialCode.CODE_UNKNOWN;
        };
    }
}
