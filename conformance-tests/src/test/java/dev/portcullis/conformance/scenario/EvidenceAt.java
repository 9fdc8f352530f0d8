package dev.portcullis.conformance.scenario;

import dev.portcullis.lineage.connector.Batch;
import dev.portcullis.lineage.connector.Evidence;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Evidence as it was read at another time: what is later than that has not happened yet, and every source shows
/// everything up to then.
final class EvidenceAt {
    private static final long MINUTE_NS = Duration.ofMinutes(1).toNanos();

    private final long builtNs;

    /// @param builtNs when the evidence is read, nanoseconds since 1970
    EvidenceAt(long builtNs) {
        this.builtNs = builtNs;
    }

    /// The listings of the base estate, observed a minute before they are read.
    Batch listing(Batch batch) {
        return at(batch, builtNs - MINUTE_NS);
    }

    /// What is added to it, observed when it is read.
    Batch event(Batch batch) {
        return at(batch, builtNs);
    }

    private Batch at(Batch batch, long observedNs) {
        List<Evidence> evidence = new ArrayList<>();
        for (Evidence item : batch.evidence()) {
            Fact fact = at(item.fact());
            if (fact != null) {
                evidence.add(new Evidence(item.key(), observedNs, item.reference(), fact));
            }
        }
        return new Batch(batch.source(), evidence, builtNs, batch.completeness(), batch.next());
    }

    private @Nullable Fact at(Fact fact) {
        return switch (fact) {
            case Fact.Use use -> use(use);
            case Fact.Link link when isLater(link.sinceNs()) -> null;
            case Fact.OpenFinding finding when isLater(finding.sinceNs()) -> null;
            case NodeFact.Consumer consumer when isLater(consumer.firstSeenNs()) -> null;
            case NodeFact.Credential credential when isLater(credential.createdNs()) -> null;
            case NodeFact.Resource resource when isLater(resource.createdNs()) -> null;
            default -> fact;
        };
    }

    /// A use that went on is cut off: its last time was ten minutes before, as in the estate.
    private @Nullable Fact use(Fact.Use use) {
        long lastNs = use.lastUseNs() > builtNs ? builtNs - 10 * MINUTE_NS : use.lastUseNs();
        return use.firstUseNs() > lastNs
                ? null
                : new Fact.Use(
                        use.thing(), use.consumer(), use.region(), use.firstUseNs(), lastNs, use.uses(), use.flagged());
    }

    private boolean isLater(@Nullable Long timeNs) {
        return timeNs != null && timeNs > builtNs;
    }
}
