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

/// Things that nobody answers for, each beside its look-alike.
final class OrphansTest {
    private static final long DAY = Duration.ofDays(1).toNanos();
    private static final long NOW = 1000 * DAY;
    private static final String OWNER = "hr:worker:1";
    private static final String ORIGINAL = "aws:lambda:1/eu/f";
    private static final String CLONE = "aws:lambda:1/us/f";
    private static final String ORIGINAL_ROLE = "aws:role:1/f";
    private static final String CLONE_ROLE = "aws:role:1/f-us";
    private static final String SCHEMA = "aws:rds_schema:1/db/orders";
    private static final String OTHER = "aws:rds_schema:1/db/billing";
    private static final String CLUSTER = "aws:rds_cluster:1/db";

    private static NodeFact.Consumer function(
            String id, @Nullable String environment, @Nullable String digest, @Nullable String block) {
        return new NodeFact.Consumer(
                id, ConsumerType.FUNCTION, "lambda", environment, null, null, 990 * DAY, true, digest, block, null);
    }

    private static Estate original() {
        return new Estate()
                .person(OWNER, null, null)
                .and(function(ORIGINAL, "production", "sha256:a", "r#f.tf"))
                .owner(ORIGINAL, OWNER, 0.9);
    }

    @ParameterizedTest
    @CsvSource({
        // digest, block and owner's score of the copy
        "sha256:a, , , unowned_clone(high) 1/us/f 990",
        "sha256:a, r#other.tf, , unowned_clone(high) 1/us/f 990",
        "sha256:a, r#f.tf, , consumer_unowned(high) 1/us/f 990",
        "sha256:a, , 0.7, ",
        "sha256:a, , 0.6, consumer_unowned(high) 1/us/f 990",
        "sha256:b, , , consumer_unowned(high) 1/us/f 990",
        ", , , consumer_unowned(high) 1/us/f 990",
    })
    void unownedClone_runsTheCodeOfAnOwnedConsumer(
            @Nullable String digest, @Nullable String block, @Nullable Double score, @Nullable String found) {
        Estate estate = original().and(function(CLONE, "production", digest, block));
        if (score != null) {
            estate.owner(CLONE, OWNER, score);
        }
        assertEquals(found == null ? List.of() : List.of(found), Found.in(estate, NOW));
    }

    @Test
    void codeThatNobodyOwns_hasNoOriginal() {
        Estate estate = new Estate()
                .and(function(ORIGINAL, "production", "sha256:a", null))
                .and(function(CLONE, "production", "sha256:a", null));
        assertEquals(
                List.of("consumer_unowned(high) 1/eu/f 990", "consumer_unowned(high) 1/us/f 990"),
                Found.in(estate, NOW));
    }

    @ParameterizedTest
    @CsvSource({"production, hr:worker:unheard, true", "production, hr:worker:1, false", "staging, , false", ", , false"
    })
    void consumerUnowned_inProductionWithoutAKnownOwner(
            @Nullable String environment, @Nullable String owner, boolean found) {
        Estate estate = new Estate().person(OWNER, null, null).and(function(CLONE, environment, null, null));
        if (owner != null) {
            estate.owner(CLONE, owner, 1);
        }
        assertEquals(found ? List.of("consumer_unowned(high) 1/us/f 990") : List.of(), Found.in(estate, NOW));
    }

    @Test
    void firstSeenUnknown_countsFromWhenItWasObserved() {
        Estate estate = new Estate()
                .and(new NodeFact.Consumer(
                        CLONE,
                        ConsumerType.FUNCTION,
                        "lambda",
                        "production",
                        null,
                        null,
                        null,
                        true,
                        null,
                        null,
                        null));
        assertEquals(List.of("consumer_unowned(high) 1/us/f 0"), Found.in(estate, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        // what the copy may do where; the original reads and writes one schema
        "READ_WRITE, aws:rds_schema:1/db/orders, false",
        "READ, aws:rds_schema:1/db/orders, false",
        "READ, aws:rds_schema:1/db/billing, true",
        "READ, aws:rds_cluster:1/db, true",
    })
    void reachExceedsPolicy_beyondTheOriginal(Fact.Access access, String resource, boolean exceeds) {
        assertEquals(exceeds, exceeds(Fact.Access.READ_WRITE, SCHEMA, access, resource));
    }

    @Test
    void reachExceedsPolicy_byWhatMayBeDoneThere() {
        assertEquals(true, exceeds(Fact.Access.READ, SCHEMA, Fact.Access.WRITE, SCHEMA));
        assertEquals(false, exceeds(Fact.Access.READ, CLUSTER, Fact.Access.READ, SCHEMA));
    }

    private static boolean exceeds(Fact.Access original, String originals, Fact.Access clone, String clones) {
        Estate estate = original()
                .and(function(CLONE, "production", "sha256:a", null))
                .and(new NodeFact.Resource(CLUSTER, null, "production", null, null, null))
                .and(new NodeFact.Resource(SCHEMA, null, "production", null, CLUSTER, null))
                .and(new NodeFact.Resource(OTHER, null, "production", null, CLUSTER, null))
                .identity(ORIGINAL_ROLE)
                .identity(CLONE_ROLE)
                .edge(Kind.RUNS_AS, ORIGINAL, ORIGINAL_ROLE)
                .edge(Kind.RUNS_AS, CLONE, CLONE_ROLE)
                .grant(ORIGINAL_ROLE, originals, original)
                .grant(CLONE_ROLE, clones, clone);
        List<String> found = Found.in(estate, NOW);
        assertEquals("unowned_clone(high) 1/us/f 990", found.getLast());
        return found.contains("reach_exceeds_policy(high) 1/us/f 990");
    }

    @Test
    void reachOfAnUnownedConsumer_isNoFinding() {
        Estate estate = original()
                .and(function(CLONE, "production", "sha256:b", null))
                .resource(SCHEMA, "production")
                .identity(CLONE_ROLE)
                .edge(Kind.RUNS_AS, CLONE, CLONE_ROLE)
                .grant(CLONE_ROLE, SCHEMA, Fact.Access.READ);
        assertEquals(List.of("consumer_unowned(high) 1/us/f 990"), Found.in(estate, NOW));
    }

    @Test
    void leaverOrphan_onWhatOnlyTheLeaverHas() {
        Estate estate = leaver().and(gone("owner_departed", true));
        assertEquals(
                List.of(
                        "leaver_orphan(high) A 995",
                        "leaver_orphan(high) 1/tools 995",
                        "leaver_orphan(high) 1/user 995",
                        "leaver_orphan(high) l/a 995",
                        "owner_departed(high) 1 995 tombstone"),
                Found.in(estate, NOW));
    }

    @Test
    void leaverOrphan_endsWhenItIsAccepted_orGivenToASuccessor() {
        assertEquals(List.of(), Found.in(leaver(), NOW));
        Estate given = leaver().and(gone("owner_departed", true)).person("hr:worker:2", null, null);
        for (String thing :
                List.of("aws:access_key:A", "aws:role:1/tools", "aws:user:1/user", "endpoint:ai_agent:l/a")) {
            given.owner(thing, "hr:worker:2", 1);
        }
        assertEquals(List.of("owner_departed(high) 1 995 tombstone"), Found.in(given, NOW));
    }

    @Test
    void findingAboutALeaverThatIsNoTombstone_orphansNothing() {
        assertEquals(List.of("owner_departed(high) 1 995"), Found.in(leaver().and(gone("owner_departed", false)), NOW));
        assertEquals(
                List.of("agent_terminated(high) 1 995 tombstone"),
                Found.in(leaver().and(gone("agent_terminated", true)), NOW));
    }

    /// A key, a role, a user and an agent of somebody who left, a job of theirs, and a bucket.
    private static Estate leaver() {
        return new Estate()
                .left(OWNER, null, null)
                .credential("aws:access_key:A")
                .role("aws:role:1/tools")
                .identity("aws:user:1/user")
                .consumer("endpoint:ai_agent:l/a", ConsumerType.AI_AGENT)
                .consumer("jenkins:job:m/j", ConsumerType.PIPELINE)
                .resource("aws:s3_bucket:b", "production")
                .owner("aws:access_key:A", OWNER, 0.5)
                .owner("aws:role:1/tools", OWNER, 0.9)
                .owner("aws:user:1/user", OWNER, 0.9)
                .owner("endpoint:ai_agent:l/a", OWNER, 0.9)
                .owner("jenkins:job:m/j", OWNER, 0.9)
                .owner("aws:s3_bucket:b", OWNER, 0.9);
    }

    private static Fact.OpenFinding gone(String code, boolean tombstone) {
        return new Fact.OpenFinding(OWNER, code, Fact.Severity.HIGH, 995 * DAY, tombstone);
    }
}
