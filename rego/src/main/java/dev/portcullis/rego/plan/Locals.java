package dev.portcullis.rego.plan;

import org.jspecify.annotations.Nullable;

/// Which operand holds each variable, as an immutable chain: planning a nested block starts from the chain around it
/// and
/// leaves that untouched.
record Locals(@Nullable Locals outer, String name, int operand) {
    static final Locals NONE = new Locals(null, "", 0);

    Locals with(String variable, int operand) {
        return new Locals(this, variable, operand);
    }

    /// The operand of the variable, or null when it has no value yet.
    @Nullable
    Integer find(String variable) {
        for (Locals at = this; at != null; at = at.outer) {
            if (at.name.equals(variable)) {
                return at.operand;
            }
        }
        return null;
    }
}
