package dev.portcullis.pdp.decision;

import dev.portcullis.rego.value.RegoObject;

/// A condition on an answer. An enforcement point that cannot comply must deny.
///
/// @param properties its parameters; docs/spec/decision.md has them per type
public record Obligation(Type type, RegoObject properties) {
    /// What can be asked of an enforcement point.
    public enum Type {
        /// End what is handed out after `seconds`.
        MAX_TTL("max_ttl"),
        /// Narrow the session to `policy`.
        SESSION_POLICY("session_policy"),
        /// Put `tags` on the session.
        SESSION_TAGS("session_tags"),
        /// Hand out no scope but the `allowed` ones.
        SCOPES("scopes"),
        /// Hand it out wrapped, for `seconds`.
        WRAP("wrap"),
        /// Let it be used `count` times.
        NUM_USES("num_uses"),
        /// Let it be used from `cidrs` only.
        BOUND_CIDRS("bound_cidrs"),
        /// Tell `to`.
        NOTIFY("notify"),
        /// The request can be approved by `approvers`.
        APPROVAL("approval"),
        /// The person must prove presence again by one of `methods`.
        STEP_UP("step_up");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        /// The type with this name.
        ///
        /// @throws IllegalArgumentException when there is none
        public static Type ofText(String text) {
            for (Type type : values()) {
                if (type.text.equals(text)) {
                    return type;
                }
            }
            throw new IllegalArgumentException("no obligation has the type `" + text + "`");
        }

        /// The name in policies and on the wire.
        public String text() {
            return text;
        }
    }
}
