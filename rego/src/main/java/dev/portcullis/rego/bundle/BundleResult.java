package dev.portcullis.rego.bundle;

import dev.portcullis.rego.source.Diagnostic;
import java.util.List;

/// What reading a bundle yields.
public sealed interface BundleResult {
    /// A bundle that may be compiled.
    record Read(Bundle bundle) implements BundleResult {}

    /// Nothing usable.
    ///
    /// @param diagnostics everything found to be wrong, at least one
    record Rejected(List<Diagnostic> diagnostics) implements BundleResult {
        public Rejected {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
