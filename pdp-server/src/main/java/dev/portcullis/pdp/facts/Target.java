package dev.portcullis.pdp.facts;

import dev.portcullis.snapshot.Snapshot;
import java.util.List;

/// What a resource id stands for in a snapshot.
sealed interface Target {
    /// The snapshot has no such id.
    record Unknown() implements Target {}

    /// One row.
    ///
    /// @param node the row of the resource id
    /// @param thing the thing asked for: the stored credential for a storage location, else the row itself;
    ///     [Snapshot#NONE] for a location that does not hold exactly one credential that counts
    record Row(int node, int thing) implements Target {
        boolean hasThing() {
            return thing != Snapshot.NONE;
        }
    }

    /// A path whose name ends in `/` and that has rows below it.
    ///
    /// @param rows in order of id, storage locations first; at least one
    /// @param complete whether these are all of them
    record Prefix(List<Row> rows, boolean complete) implements Target {
        public Prefix {
            rows = List.copyOf(rows);
        }
    }
}
