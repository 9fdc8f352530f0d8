package dev.portcullis.rego.runtime;

import dev.portcullis.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/// The documents' values already computed while `input` and `data` are what they are now. `with` opens a new one.
final class World {
    final @Nullable World outer;
    private final @Nullable Memo[] memos;

    World(@Nullable World outer, int functions) {
        this.outer = outer;
        this.memos = new Memo[functions];
    }

    /// A computed document.
    /// Never compared, hence the plain array.
    ///
    /// @param value null when the document is undefined
    /// @param rules numbers of the rule bodies its value rests on
    @SuppressWarnings("ArrayRecordComponent")
    record Memo(@Nullable RegoValue value, int[] rules) {}

    @Nullable
    Memo get(int function) {
        return memos[function];
    }

    void put(int function, Memo memo) {
        memos[function] = memo;
    }
}
