package dev.portcullis.pdp.decision;

import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.eval.EvaluationResult;

/// How the attempt to answer a request ended.
public sealed interface Outcome {
    /// The entrypoint was evaluated.
    record Evaluated(EvaluationResult result) implements Outcome {}

    /// The evaluation ended without an answer.
    ///
    /// @param place where in the policy; never what was being evaluated
    record Failed(EvaluationException.Code code, String place) implements Outcome {}

    /// There was no evaluation.
    ///
    /// @param message one sentence for a person
    record Refused(ReasonCode code, String message) implements Outcome {}
}
