package dev.portcullis.lineage.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.lineage.attribution.Attribution;
import dev.portcullis.lineage.connector.ConsumerType;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.graph.EdgeIndex;
import dev.portcullis.lineage.graph.Estate;
import dev.portcullis.lineage.graph.Facts;
import dev.portcullis.snapshot.BaselineTuple;
import dev.portcullis.snapshot.Edge;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BaselineDerivationTest {
    private static final long DAY = Duration.ofDays(1).toNanos();
    private static final long NOW = 1000 * DAY;
    private static final String KEY = "aws:access_key:A";
    private static final String ANA = "hr:worker:ana";
    private static final String FUNCTION = "aws:lambda:1/eu/f";
    private static final String CANARY = "aws:lambda:1/eu/f-canary";

    private static Estate base() {
        return new Estate()
                .person(ANA, null, null)
                .credential(KEY)
                .identity("aws:role:1/f")
                .consumer(FUNCTION, ConsumerType.FUNCTION, "sha256:1", "infra#f.tf")
                .consumer(CANARY, ConsumerType.FUNCTION, "sha256:1", "infra#f.tf")
                .edge(Edge.Kind.RUNS_AS, FUNCTION, "aws:role:1/f");
    }

    @Test
    void useIsFamiliarAtEveryLevelForNinetyDays() {
        List<String> tuples =
                tuples(base().owner(FUNCTION, ANA, 0.7).use(KEY, FUNCTION, NOW - 9 * DAY, NOW - 2 * DAY, 5));
        assertEquals(
                List.of(
                        "EXACT aws:lambda:1/eu/f -2 88",
                        "SIBLING code sha256:1 in infra#f.tf -2 88",
                        "SIBLING code sha256:1 in infra#f.tf|identity aws:role:1/f -2 88",
                        "OWNER hr:worker:ana|workload -2 88",
                        "TYPE function -2 88"),
                tuples);
    }

    @Test
    void ownerWhoIsNotSureOrOnlyStandsIn_lendsNothing() {
        Estate unsure = base().owner(FUNCTION, ANA, 0.69).use(KEY, FUNCTION, NOW, NOW, 1);
        Estate standIn =
                base().system("aws:account:1").owner("aws:account:1", ANA, 1).use(KEY, FUNCTION, NOW, NOW, 1);
        for (Estate estate : List.of(unsure, standIn)) {
            assertEquals(
                    List.of(),
                    tuples(estate).stream()
                            .filter(tuple -> tuple.startsWith("OWNER"))
                            .toList());
        }
    }

    @Test
    void windowEndsAfterNinetyDays() {
        assertEquals(
                4, tuples(base().use(KEY, FUNCTION, 0, NOW - 90 * DAY + 1, 1)).size());
        assertEquals(List.of(), tuples(base().use(KEY, FUNCTION, 0, NOW - 90 * DAY, 1)));
    }

    @Test
    void flaggedUnresolvedAndUnknown_teachNothing() {
        assertEquals(List.of(), tuples(base().and(new Fact.Use(KEY, FUNCTION, null, NOW, NOW, 1000, true))));
        assertEquals(List.of(), tuples(base().use(KEY, null, NOW, NOW, 1)));
        assertEquals(List.of(), tuples(base().use(KEY, "aws:lambda:1/eu/unknown", NOW, NOW, 1)));
    }

    @Test
    void useOfAnEarlierThingOfThatName_teachesNothing() {
        Estate again = created(NOW - 3 * DAY).use(KEY, FUNCTION, NOW - 9 * DAY, NOW - 2 * DAY, 5);
        assertEquals(List.of(), tuples(again));
        Estate since = created(NOW - 9 * DAY).use(KEY, FUNCTION, NOW - 9 * DAY, NOW, 5);
        assertEquals(3, tuples(since).size());
    }

    private static Estate created(long createdNs) {
        return new Estate()
                .credential(KEY, "opaque", createdNs)
                .identity("aws:role:1/f")
                .consumer(FUNCTION, ConsumerType.FUNCTION, "sha256:1", "infra#f.tf")
                .edge(Edge.Kind.RUNS_AS, FUNCTION, "aws:role:1/f");
    }

    @Test
    void expectationMakesOnePairFamiliarUntilItEnds() {
        Estate open = base().and(new Fact.Expectation(FUNCTION, KEY, NOW + DAY));
        assertEquals(List.of("EXACT aws:lambda:1/eu/f never 1"), tuples(open));
        assertEquals(List.of(), tuples(base().and(new Fact.Expectation(FUNCTION, KEY, NOW))));
    }

    @Test
    void pairSeenAndExpected_isOneTupleWithTheLatestOfBoth() {
        Estate both =
                base().and(new Fact.Expectation(FUNCTION, KEY, NOW + 200 * DAY)).use(KEY, FUNCTION, 0, NOW, 1);
        assertEquals("EXACT aws:lambda:1/eu/f 0 200", tuples(both).getFirst());
    }

    /// `<level> <key> <last seen> <valid until>`, in days from now.
    private static List<String> tuples(Estate estate) {
        Facts facts = estate.facts();
        EdgeIndex edges = EdgeIndex.of(facts);
        return BaselineDerivation.derive(facts, Attribution.of(facts, edges), Siblings.of(facts, edges), NOW).stream()
                .map(BaselineDerivationTest::text)
                .toList();
    }

    private static String text(BaselineTuple tuple) {
        assertEquals(KEY, tuple.thing());
        String seen = tuple.lastSeenNs() == 0 ? "never" : String.valueOf((tuple.lastSeenNs() - NOW) / DAY);
        return tuple.level() + " " + tuple.key() + " " + seen + " " + (tuple.validUntilNs() - NOW) / DAY;
    }
}
