package dev.portcullis.pdp.log;

import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/// A row whose map is gone.
final class BrokenRow extends RegoObject {
    @Override
    public int size() {
        throw fault();
    }

    @Override
    public @Nullable RegoValue get(RegoValue key) {
        throw fault();
    }

    @Override
    public RegoValue key(int slot) {
        throw fault();
    }

    @Override
    public RegoValue value(int slot) {
        throw fault();
    }

    private static InternalError fault() {
        return new InternalError("a fault occurred in an unsafe memory access operation");
    }
}
