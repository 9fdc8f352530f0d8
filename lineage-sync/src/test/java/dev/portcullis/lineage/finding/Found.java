package dev.portcullis.lineage.finding;

import dev.portcullis.lineage.graph.EdgeIndex;
import dev.portcullis.lineage.graph.Estate;
import dev.portcullis.lineage.graph.Facts;
import dev.portcullis.lineage.reach.ReachDerivation;
import java.time.Duration;
import java.util.List;

/// The findings on a small estate, as tests write them.
final class Found {
    private static final long DAY = Duration.ofDays(1).toNanos();

    private Found() {}

    /// `<code>(<severity>) <end of the subject> <since, as a day>`.
    static List<String> in(Estate estate, long nowNs) {
        Facts facts = estate.facts();
        EdgeIndex edges = EdgeIndex.of(facts);
        return FindingDerivation.derive(facts, edges, ReachDerivation.derive(facts, edges), nowNs).stream()
                .map(finding -> finding.code() + "(" + finding.severity() + ") "
                        + finding.subject().substring(finding.subject().lastIndexOf(':') + 1) + " "
                        + finding.sinceNs() / DAY + (finding.tombstone() ? " tombstone" : ""))
                .toList();
    }
}
