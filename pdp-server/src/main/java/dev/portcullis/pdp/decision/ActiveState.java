package dev.portcullis.pdp.decision;

import org.jspecify.annotations.Nullable;

/// What decisions are made with: one volatile reference to an immutable whole, replaced at once. A swap never waits
/// for
/// a decision, and a decision sees the policies and facts of one swap to its end.
public final class ActiveState {
    private volatile State state = new State(null, null, null);

    /// One consistent pair of policies and facts.
    ///
    /// @param policies null before the first bundle
    /// @param facts null before the first snapshot
    /// @param bound both of them, bound to each other; null while either is missing
    public record State(
            @Nullable Policies policies,
            @Nullable Facts facts,
            @Nullable Bound bound) {
        /// Gives back the lease taken by [ActiveState#acquire].
        public void release() {
            if (facts != null) {
                facts.release();
            }
        }
    }

    /// Policies bound to facts: all that an evaluation needs.
    public record Bound(Policies policies, Facts facts, Policies.Evaluator evaluator) {}

    /// The active state, with a lease on its facts; [State#release] must follow.
    public State acquire() {
        while (true) {
            State current = state;
            Facts facts = current.facts;
            // Closed facts mean that a swap has happened since the read: the next read sees it.
            if (facts == null || facts.acquire()) {
                return current;
            }
            Thread.onSpinWait();
        }
    }

    /// The active state without a lease: for versions and times, not for reading facts.
    public State current() {
        return state;
    }

    /// Activates policies. Whatever binding throws leaves the state as it was.
    public synchronized void swapPolicies(Policies policies) {
        state = bound(policies, state.facts);
    }

    /// Activates facts. Whatever binding throws leaves the state as it was.
    ///
    /// @return the facts that decided until now, for the caller to close once nobody reads them; null for the first
    public synchronized @Nullable Facts swapFacts(Facts facts) {
        Facts previous = state.facts;
        state = bound(state.policies, facts);
        return previous;
    }

    private static State bound(@Nullable Policies policies, @Nullable Facts facts) {
        if (policies == null || facts == null) {
            return new State(policies, facts, null);
        }
        return new State(policies, facts, new Bound(policies, facts, policies.bind(facts.data())));
    }
}
