package dev.portcullis.rego;

import dev.portcullis.rego.source.Diagnostic;
import java.util.List;

/// What compiling gave.
public sealed interface Compilation {
    /// Policies that can be bound to data.
    record Compiled(CompiledPolicies policies) implements Compilation {}

    /// Nothing: the sources have errors.
    ///
    /// @param diagnostics at least one, in order of file and place
    record Rejected(List<Diagnostic> diagnostics) implements Compilation {
        public Rejected {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
