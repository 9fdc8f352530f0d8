package dev.portcullis.conformance.scenario;

import dev.portcullis.lineage.connector.Batch;
import dev.portcullis.lineage.connector.Evidence;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Listings from which some things have gone, with all that was said about them.
///
/// @param ids of those things
record Retired(Set<String> ids) {
    Batch from(Batch listing) {
        List<Evidence> left = listing.evidence().stream()
                .filter(item -> !isAboutThem(item.fact()))
                .toList();
        return new Batch(listing.source(), left, listing.watermarkNs(), listing.completeness(), listing.next());
    }

    private boolean isAboutThem(Fact fact) {
        return switch (fact) {
            case NodeFact node -> any(node.id());
            case Fact.Link link -> any(link.from(), link.to());
            case Fact.Ownership ownership -> any(ownership.subject(), ownership.owner());
            case Fact.Grant grant -> any(grant.principal(), grant.resource(), grant.consumer());
            case Fact.Use use -> any(use.thing(), use.consumer());
            case Fact.Expectation expectation -> any(expectation.subject(), expectation.thing());
            case Fact.OpenFinding finding -> any(finding.subject());
        };
    }

    private boolean any(@Nullable String... named) {
        return Stream.of(named).anyMatch(id -> id != null && ids.contains(id));
    }
}
