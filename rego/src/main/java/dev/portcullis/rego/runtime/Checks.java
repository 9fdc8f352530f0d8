package dev.portcullis.rego.runtime;

import dev.portcullis.rego.plan.Opcode;
import dev.portcullis.rego.plan.Statement;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;

/// The statements that only look at one local.
final class Checks {
    private Checks() {}

    /// Whether such a statement holds.
    static boolean holds(Opcode opcode, Statement statement, Frame frame) {
        return switch (opcode) {
            case IS_ARRAY -> frame.value(((Statement.IsArray) statement).source()) instanceof RegoArray;
            case IS_OBJECT -> frame.value(((Statement.IsObject) statement).source()) instanceof RegoObject;
            case IS_SET -> frame.value(((Statement.IsSet) statement).source()) instanceof RegoSet;
            case IS_DEFINED -> frame.isDefined(((Statement.IsDefined) statement).source());
            case IS_UNDEFINED -> !frame.isDefined(((Statement.IsUndefined) statement).source());
            default -> throw new AssertionError("BUG: not a check: " + opcode);
        };
    }
}
