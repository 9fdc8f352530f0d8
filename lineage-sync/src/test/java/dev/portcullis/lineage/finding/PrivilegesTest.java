package dev.portcullis.lineage.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.lineage.connector.ConsumerType;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.lineage.graph.Estate;
import dev.portcullis.snapshot.Edge.Kind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A credential may do more than is done with it, as far as anybody sees what is done.
final class PrivilegesTest {
    private static final long DAY = Duration.ofDays(1).toNanos();
    private static final long NOW = 1000 * DAY;
    private static final String KEY = "aws:access_key:A";
    private static final String CONSUMER = "k8s:deployment:c/a";
    private static final String FOUND = "overprivileged(medium) A 990";

    /// A key of a certain age that reads two buckets, of which one has a prefix that is described too.
    private static Estate estate(@Nullable Long createdDay, NodeFact.Status status) {
        Long createdNs = createdDay == null ? null : createdDay * DAY;
        return new Estate()
                .and(new NodeFact.Credential(KEY, "opaque", NodeFact.Lifetime.EPHEMERAL, status, createdNs, null))
                .consumer(CONSUMER, ConsumerType.WORKLOAD)
                .resource("aws:s3_bucket:a", null)
                .resource("aws:s3_bucket:b", null)
                .and(new NodeFact.Resource("aws:s3_prefix:a/x", null, null, null, "aws:s3_bucket:a", null))
                .grant(KEY, "aws:s3_bucket:a", Fact.Access.READ)
                .grant(KEY, "aws:s3_bucket:b", Fact.Access.READ)
                .edge(Kind.CONSUMED_BY, KEY, CONSUMER);
    }

    private static Fact use(String thing, long lastDay) {
        return new Fact.Use(thing, CONSUMER, null, lastDay * DAY, lastDay * DAY, 1, false);
    }

    @ParameterizedTest
    @CsvSource({
        "900, ACTIVE, aws:s3_bucket:a, 999, true",
        "900, ACTIVE, aws:s3_prefix:a/x, 999, true",
        "900, ACTIVE, aws:s3_prefix:a/x, 910, false",
        "900, ACTIVE, aws:s3_bucket:other, 999, false",
        "900, ACTIVE, aws:access_key:A, 999, false",
        "911, ACTIVE, aws:s3_bucket:a, 999, false",
        ", ACTIVE, aws:s3_bucket:a, 999, false",
        "900, REVOKED, aws:s3_bucket:a, 999, false",
    })
    void overprivileged_oneOfTwoSinksWasUsed(
            @Nullable Long createdDay, NodeFact.Status status, String used, long lastDay, boolean found) {
        Estate estate = estate(createdDay, status).and(use(used, lastDay));
        assertEquals(found ? List.of(FOUND) : List.of(), Found.in(estate, NOW));
    }

    @Test
    void everySinkUsed_orNoUseOfAnySeen_isNoFinding() {
        assertEquals(List.of(), Found.in(estate(900L, NodeFact.Status.ACTIVE), NOW));
        Estate both = estate(900L, NodeFact.Status.ACTIVE)
                .and(use("aws:s3_bucket:a", 999))
                .and(use("aws:s3_bucket:b", 950));
        assertEquals(List.of(), Found.in(both, NOW));
    }

    @Test
    void useOfTheWhole_isUseOfItsParts() {
        Estate estate = estate(900L, NodeFact.Status.ACTIVE)
                .grant(KEY, "aws:s3_prefix:a/x", Fact.Access.WRITE)
                .and(use("aws:s3_bucket:a", 999))
                .and(use("aws:s3_bucket:b", 999));
        assertEquals(List.of(), Found.in(estate, NOW));
    }

    @Test
    void useBySomebodyElse_isNotUseOfTheKey() {
        Estate estate = estate(900L, NodeFact.Status.ACTIVE)
                .consumer("k8s:deployment:c/b", ConsumerType.WORKLOAD)
                .and(new Fact.Use("aws:s3_bucket:a", "k8s:deployment:c/b", null, 999 * DAY, 999 * DAY, 1, false));
        assertEquals(List.of(), Found.in(estate, NOW));
    }
}
