package dev.portcullis.pdp.decision;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who may ask, and for whom. Whoever is not listed may not.
///
/// @param grants by caller
public record Callers(Map<Caller, Grant> grants) {
    public Callers {
        grants = Map.copyOf(grants);
    }

    /// What a caller may do through a door; empty when it may do nothing.
    public Optional<Grant> grant(Caller caller, String door) {
        return Optional.ofNullable(grants.get(caller)).filter(grant -> grant.doors.contains(door));
    }

    /// What one caller may do.
    ///
    /// @param doors inbound protocols it may use
    /// @param subjectTypes types of subjects it may speak for
    /// @param explain whether it may see lineage by asking for explanations
    public record Grant(Set<String> doors, Set<String> subjectTypes, boolean explain) {
        public Grant {
            doors = Set.copyOf(doors);
            subjectTypes = Set.copyOf(subjectTypes);
        }
    }
}
