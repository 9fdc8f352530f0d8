package dev.portcullis.rego.eval;

import dev.portcullis.rego.value.RegoValue;
import java.util.List;

/// What an entrypoint evaluates to.
public sealed interface EvaluationResult {
    /// A value.
    ///
    /// @param determiningRules the rule bodies the value rests on, in source order
    record Defined(RegoValue value, List<RuleReference> determiningRules) implements EvaluationResult {
        public Defined {
            determiningRules = List.copyOf(determiningRules);
        }
    }

    /// No value.
    record Undefined() implements EvaluationResult {}
}
