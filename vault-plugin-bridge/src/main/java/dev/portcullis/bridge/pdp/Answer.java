package dev.portcullis.bridge.pdp;

import java.util.List;

/// What an enforcement point gets for a [Question]. Only [Permitted] lets a request pass; everything else is a
/// denial.
public sealed interface Answer {
    /// Whether the request may pass.
    default boolean permits() {
        return switch (this) {
            case Permitted _ -> true;
            case Denied _, Unavailable _ -> false;
        };
    }

    /// The request passes.
    sealed interface Permitted extends Answer {
        /// Id of the decision, a UUID; also in the decision log.
        String decisionId();
    }

    /// What the decision point decided about the request itself.
    sealed interface Decided extends Answer {
        /// Id of the decision, a UUID; also in the decision log.
        String decisionId();
    }

    /// The decision is ALLOW, and the enforcement point can meet every obligation. It must meet them all or deny.
    ///
    /// @param reasons what the policy gave as reasons
    record Allowed(String decisionId, List<Obligation> obligations, List<String> reasons)
            implements Permitted, Decided {
        public Allowed {
            obligations = List.copyOf(obligations);
            reasons = List.copyOf(reasons);
        }
    }

    /// The bundle that decided is on trial: the request passes whatever the decision says, and no obligation is met.
    /// A type of its own, so that nobody lets a request pass on a trial without seeing it.
    ///
    /// @param decided what would have bound
    record Shadowed(Decided decided) implements Permitted {
        @Override
        public String decisionId() {
            return decided.decisionId();
        }
    }

    /// The decision is a denial, or not one this enforcement point can act on.
    ///
    /// @param reasons what the policy gave as reasons; empty when the policy was not the cause
    /// @param message one sentence for a person; empty when the reasons say it
    /// @param obligations what could turn the denial into a permission (`approval`, `step_up`), and whom to tell
    record Denied(
            String decisionId, DenialCode code, List<String> reasons, String message, List<Obligation> obligations)
            implements Decided {
        public Denied {
            reasons = List.copyOf(reasons);
            obligations = List.copyOf(obligations);
        }

        /// What a person sees in the client: the policy's reasons, else the code, and where to look it up.
        public String sentence() {
            String why = reasons.isEmpty() ? code.name() : String.join(", ", reasons);
            String more = message.isEmpty() ? "" : ": " + message;
            return why + more + " (decision " + decisionId + ")";
        }
    }

    /// There is no decision.
    ///
    /// @param detail one sentence for an operator
    record Unavailable(Outage outage, String detail) implements Answer {
        /// What a person sees in the client.
        public String sentence() {
            return "there is no decision (" + outage + "): " + detail;
        }
    }
}
