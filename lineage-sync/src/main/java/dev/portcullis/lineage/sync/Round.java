package dev.portcullis.lineage.sync;

import dev.portcullis.snapshot.SnapshotContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one turn of the loop did.
///
/// @param failures one line for each source that could not be read
/// @param skipped one line for each record of a source that could not be taken
/// @param published the new snapshot; null when nothing changed, or when a source was never read yet
public record Round(
        List<String> failures,
        List<String> skipped,
        @Nullable Published published) {
    public Round {
        failures = List.copyOf(failures);
        skipped = List.copyOf(skipped);
    }

    /// A snapshot that readers can see now.
    ///
    /// @param setAside how many edges of the graph it cannot hold
    /// @param contradictions ids that sources use for different kinds of things
    public record Published(SnapshotContent content, long bytes, int setAside, List<String> contradictions) {
        public Published {
            contradictions = List.copyOf(contradictions);
        }
    }
}
