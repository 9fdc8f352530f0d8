package dev.portcullis.pdp.policy;

import dev.portcullis.pdp.decision.Policies;
import java.util.List;

/// What preparing bundles gave.
sealed interface Activation {
    /// Policies that may decide.
    record Ready(Policies policies) implements Activation {}

    /// Nothing.
    ///
    /// @param problems one line each, at least one
    record Rejected(List<String> problems) implements Activation {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }
}
