package dev.portcullis.rego.runtime;

import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/// The locals of one running function, and its result.
final class Frame {
    private final RegoValue[] constants;
    private final @Nullable Object[] locals;

    @Nullable
    RegoValue result;

    Frame(RegoValue[] constants, int locals) {
        this.constants = constants;
        this.locals = new Object[locals];
    }

    /// The value of an operand; null when undefined. A construction that is read becomes a value.
    @Nullable
    RegoValue value(int operand) {
        if (operand < 0) {
            return constants[~operand];
        }
        Object held = locals[operand];
        if (held instanceof RegoValue value) {
            return value;
        }
        if (held instanceof Construction construction) {
            RegoValue value = construction.finish();
            locals[operand] = value;
            return value;
        }
        return null;
    }

    /// The constants that operands name.
    RegoValue[] constants(int[] operands) {
        RegoValue[] values = new RegoValue[operands.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = constants[~operands[i]];
        }
        return values;
    }

    void set(int local, @Nullable RegoValue value) {
        locals[local] = value;
    }

    void start(int local, Construction construction) {
        locals[local] = construction;
    }

    boolean isDefined(int operand) {
        return operand < 0 || locals[operand] != null;
    }

    Construction.OfArray array(int local) {
        if (locals[local] instanceof Construction.OfArray array) {
            return array;
        }
        throw notUnderConstruction(local);
    }

    Construction.OfSet set(int local) {
        if (locals[local] instanceof Construction.OfSet set) {
            return set;
        }
        throw notUnderConstruction(local);
    }

    Construction.OfObject object(int local) {
        if (locals[local] instanceof Construction.OfObject object) {
            return object;
        }
        if (locals[local] instanceof RegoObject finished) {
            // Read before its last insert, as a default below a partial object does.
            Construction.OfObject again = new Construction.OfObject();
            for (int slot = 0; slot < finished.size(); slot++) {
                again.put(finished.key(slot), finished.value(slot));
            }
            locals[local] = again;
            return again;
        }
        throw notUnderConstruction(local);
    }

    private static AssertionError notUnderConstruction(int local) {
        return new AssertionError("BUG: local " + local + " is not under construction");
    }
}
