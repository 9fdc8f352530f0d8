package dev.portcullis.pdp.grpc;

import dev.portcullis.pdp.decision.BundleRevision;
import dev.portcullis.pdp.decision.Decision;
import dev.portcullis.pdp.decision.DecisionVersions;
import dev.portcullis.pdp.decision.Effect;
import dev.portcullis.pdp.decision.Enforcement;
import dev.portcullis.pdp.decision.Obligation;
import dev.portcullis.pdp.decision.ReasonCode;
import dev.portcullis.pdp.decision.RequestInvalidException;
import dev.portcullis.pdp.decision.SnapshotVersion;
import dev.portcullis.pdp.decision.Verdict;
import dev.portcullis.proto.pdp.v1.DeterminingRule;
import dev.portcullis.rego.eval.RuleReference;
import dev.portcullis.rego.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Answers back from a decision log: the inverse of [AnswerMapping].
final class StoredAnswers {
    private static final String CODE_PREFIX = "REASON_CODE_";

    private StoredAnswers() {}

    /// The decision of a message.
    ///
    /// @throws RequestInvalidException when the message has a value that none of ours has
    /// @throws IllegalArgumentException when a name is not known, as it may be in the log of a later version
    static Decision toDecision(dev.portcullis.proto.pdp.v1.Decision message) throws RequestInvalidException {
        Verdict verdict = new Verdict(
                effect(message.getEffect()),
                code(message.getReasonCode()),
                message.getReasonsList(),
                obligations(message.getObligationsList()),
                ValueMapping.toObject("labels", message.getLabelsList()),
                rules(message.getDeterminingRulesList()),
                message.getMessage());
        return new Decision(
                UUID.fromString(message.getDecisionId()),
                message.getRequestId(),
                verdict,
                versions(message),
                message.getEvaluationNs(),
                enforcement(message.getEnforcement()));
    }

    private static Effect effect(dev.portcullis.proto.pdp.v1.Effect effect) {
        return effect == dev.portcullis.proto.pdp.v1.Effect.EFFECT_ALLOW ? Effect.ALLOW : Effect.DENY;
    }

    private static Enforcement enforcement(dev.portcullis.proto.pdp.v1.Enforcement enforcement) {
        return enforcement == dev.portcullis.proto.pdp.v1.Enforcement.ENFORCEMENT_SHADOW
                ? Enforcement.SHADOW
                : Enforcement.ENFORCED;
    }

    private static @Nullable ReasonCode code(dev.portcullis.proto.pdp.v1.ReasonCode code) {
        return code == dev.portcullis.proto.pdp.v1.ReasonCode.REASON_CODE_UNSPECIFIED
                ? null
                : ReasonCode.valueOf(code.name().substring(CODE_PREFIX.length()));
    }

    private static List<Obligation> obligations(List<dev.portcullis.proto.pdp.v1.Obligation> messages)
            throws RequestInvalidException {
        List<Obligation> obligations = new ArrayList<>(messages.size());
        for (dev.portcullis.proto.pdp.v1.Obligation message : messages) {
            obligations.add(new Obligation(
                    Obligation.Type.ofText(message.getType()),
                    ValueMapping.toObject("obligations", message.getPropertiesList())));
        }
        return obligations;
    }

    private static List<RuleReference> rules(List<DeterminingRule> messages) {
        List<RuleReference> rules = new ArrayList<>(messages.size());
        for (DeterminingRule rule : messages) {
            rules.add(new RuleReference(rule.getPath(), new Span(rule.getFile(), rule.getRow(), 1, 0, 0)));
        }
        return rules;
    }

    private static DecisionVersions versions(dev.portcullis.proto.pdp.v1.Decision message) {
        List<BundleRevision> bundles = new ArrayList<>(message.getBundlesCount());
        for (dev.portcullis.proto.pdp.v1.BundleRevision bundle : message.getBundlesList()) {
            bundles.add(new BundleRevision(bundle.getName(), bundle.getRevision()));
        }
        SnapshotVersion snapshot = message.hasSnapshot()
                ? new SnapshotVersion(
                        message.getSnapshot().getEpoch(), message.getSnapshot().getSeq())
                : null;
        return new DecisionVersions(bundles, snapshot, message.getSnapshotAgeS());
    }
}
