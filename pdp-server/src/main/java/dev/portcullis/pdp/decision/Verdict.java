package dev.portcullis.pdp.decision;

import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.eval.EvaluationResult;
import dev.portcullis.rego.eval.RuleReference;
import dev.portcullis.rego.value.RegoObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an outcome means. A defined, well-formed ALLOW is ALLOW; everything else is DENY with a code.
/// Spec: docs/spec/decision.md, "The verdict".
///
/// @param code why it is a denial; null with ALLOW, never with DENY
/// @param reasons the policy's reasons, sorted, each once
/// @param determiningRules the rule bodies it rests on; empty when no policy was evaluated to a value
/// @param message one sentence for a person; empty when the reasons say it
public record Verdict(
        Effect effect,
        @Nullable ReasonCode code,
        List<String> reasons,
        List<Obligation> obligations,
        RegoObject labels,
        List<RuleReference> determiningRules,
        String message) {
    public Verdict {
        reasons = List.copyOf(reasons);
        obligations = List.copyOf(obligations);
        determiningRules = List.copyOf(determiningRules);
        if ((effect == Effect.ALLOW) != (code == null)) {
            throw new AssertionError("BUG: a verdict has a code exactly when it denies");
        }
    }

    /// The meaning of any outcome.
    public static Verdict of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Evaluated(EvaluationResult.Defined defined) -> ofAnswer(defined);
            case Outcome.Evaluated(EvaluationResult.Undefined _) ->
                denied(ReasonCode.UNDEFINED, "the entrypoint has no value for this request");
            case Outcome.Failed(EvaluationException.Code code, String place) ->
                denied(codeOf(code), "the evaluation ended with `" + code.text() + "` at " + place);
            case Outcome.Refused(ReasonCode code, String message) -> denied(code, message);
        };
    }

    /// A denial that no policy gave.
    public static Verdict denied(ReasonCode code, String message) {
        return new Verdict(Effect.DENY, code, List.of(), List.of(), RegoObject.empty(), List.of(), message);
    }

    private static Verdict ofAnswer(EvaluationResult.Defined defined) {
        return switch (PolicyAnswer.read(defined.value())) {
            case PolicyAnswer.Answer(
                    Effect effect,
                    List<String> reasons,
                    List<Obligation> obligations,
                    RegoObject labels) ->
                new Verdict(
                        effect,
                        effect == Effect.ALLOW ? null : ReasonCode.POLICY_DENY,
                        reasons,
                        obligations,
                        labels,
                        defined.determiningRules(),
                        "");
            case PolicyAnswer.Malformed(String message) ->
                new Verdict(
                        Effect.DENY,
                        ReasonCode.RESULT_MALFORMED,
                        List.of(),
                        List.of(),
                        RegoObject.empty(),
                        defined.determiningRules(),
                        message);
        };
    }

    private static ReasonCode codeOf(EvaluationException.Code code) {
        return switch (code) {
            case CONFLICT -> ReasonCode.EVAL_CONFLICT;
            case TYPE, BUILTIN -> ReasonCode.EVAL_ERROR;
            case CANCELLED, DEADLINE -> ReasonCode.DEADLINE_EXCEEDED;
            case BUDGET -> ReasonCode.BUDGET_EXCEEDED;
            case INTERNAL -> ReasonCode.INTERNAL;
        };
    }
}
