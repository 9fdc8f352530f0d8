package dev.portcullis.pdp.decision;

import java.util.Set;

/// The trial of a bundle: whose questions it answers without binding the enforcement point, and until when. A trial
/// covers what the bundle itself answered and nothing else: what the server could not decide, record or take on
/// stays a denial that binds.
///
/// @param bundle its name
/// @param callers at least one; everybody else's answers are enforced
/// @param untilNs from then on all answers are enforced, nanoseconds since 1970
public record Shadow(String bundle, Set<Caller> callers, long untilNs) {
    public Shadow {
        callers = Set.copyOf(callers);
        if (callers.isEmpty()) {
            throw new IllegalArgumentException("a trial names whom it covers");
        }
    }

    /// Whether the trial has not ended.
    public boolean isOn(long timeNs) {
        return timeNs < untilNs;
    }

    /// How an answer of the bundle's policies is given.
    Enforcement enforcementOf(Verdict verdict, Caller caller, long timeNs) {
        boolean covered = isOn(timeNs) && callers.contains(caller) && isOfThePolicy(verdict);
        return covered ? Enforcement.SHADOW : Enforcement.ENFORCED;
    }

    private static boolean isOfThePolicy(Verdict verdict) {
        return verdict.effect() == Effect.ALLOW || verdict.code() == ReasonCode.POLICY_DENY;
    }
}
