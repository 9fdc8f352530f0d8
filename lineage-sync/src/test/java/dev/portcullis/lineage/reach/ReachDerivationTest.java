package dev.portcullis.lineage.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.portcullis.lineage.connector.ConsumerType;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.Fact.Access;
import dev.portcullis.lineage.connector.Fact.Verdict;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.lineage.graph.EdgeIndex;
import dev.portcullis.lineage.graph.Estate;
import dev.portcullis.lineage.graph.Facts;
import dev.portcullis.snapshot.Edge.Kind;
import dev.portcullis.snapshot.Reach;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReachDerivationTest {
    private static final String KEY = "aws:access_key:A";
    private static final String USER = "aws:user:1/u";
    private static final String ROLE = "aws:role:1/r";
    private static final String BUCKET = "aws:s3_bucket:b";
    private static final String JOB = "jenkins:job:ci/j";
    private static final String POD = "k8s:deployment:c/n/p";

    private static Estate base() {
        return new Estate()
                .credential(KEY)
                .identity(USER)
                .role(ROLE)
                .resource(BUCKET, "production")
                .resource("aws:s3_bucket:c", null)
                .consumer(JOB, ConsumerType.PIPELINE)
                .consumer(POD, ConsumerType.WORKLOAD)
                .edge(Kind.AUTHENTICATES, KEY, USER);
    }

    @Test
    void credentialReachesWhatItAndItsIdentityMay() {
        Estate estate = base().grant(USER, BUCKET, Access.READ).grant(KEY, "aws:s3_bucket:c", Access.INVOKE);
        assertEquals("b read yes, c invoke yes", reach(estate, KEY, null));
    }

    @Test
    void trustIsFollowedOverAnyNumberOfSteps() {
        Estate estate = base().identity("aws:role:2/far")
                .edge(Kind.ASSUMES, USER, ROLE)
                .edge(Kind.FEDERATES_TO, ROLE, "aws:role:2/far")
                .edge(Kind.ASSUMES, "aws:role:2/far", USER)
                .grant("aws:role:2/far", BUCKET, Access.WRITE);
        assertEquals("b write yes", reach(estate, KEY, null));
        assertEquals("b write yes", reach(estate, ROLE, null));
    }

    @Test
    void controlOfCodeOpensWhatTheCodeHas() {
        Estate estate = base().credential("vault:opaque:v/x")
                .edge(Kind.CAN_CONTROL, ROLE, JOB)
                .edge(Kind.CONSUMED_BY, "vault:opaque:v/x", JOB)
                .edge(Kind.RUNS_AS, JOB, USER)
                .grant("vault:opaque:v/x", BUCKET, Access.WRITE)
                .grant(USER, "aws:s3_bucket:c", Access.READ);
        assertEquals("b write yes, c read yes", reach(estate, ROLE, null));
    }

    @Test
    void placesArePassedThroughAndNotCounted() {
        Estate estate = base().credential("vault:opaque:v/x")
                .location("vault:secret:v/x", null)
                .edge(Kind.STORED_IN, "vault:opaque:v/x", "vault:secret:v/x")
                .grant(USER, "vault:secret:v/x", Access.READ)
                .grant("vault:opaque:v/x", BUCKET, Access.WRITE);
        assertEquals("b write yes", reach(estate, KEY, null));
    }

    @Test
    void conditionOnTheWayStaysUntilAnotherWayHasNone() {
        Estate conditional = base().credential("vault:opaque:v/x")
                .location("vault:secret:v/x", null)
                .edge(Kind.STORED_IN, "vault:opaque:v/x", "vault:secret:v/x")
                .and(new Fact.Grant(USER, null, "vault:secret:v/x", Access.READ, Verdict.CONDITIONAL))
                .grant("vault:opaque:v/x", BUCKET, Access.WRITE);
        assertEquals("b write conditional", reach(conditional, KEY, null));
        conditional.edge(Kind.ASSUMES, USER, ROLE).grant(ROLE, "vault:secret:v/x", Access.READ);
        assertEquals("b write yes", reach(conditional, KEY, null));
    }

    @ParameterizedTest
    @CsvSource({
        "READ, READ, read",
        "READ, WRITE, read_write",
        "READ, READ_WRITE, read_write",
        "INVOKE, INVOKE, invoke",
        "INVOKE, READ, read",
    })
    void oneSinkForOneResource(Access one, Access other, String both) {
        Estate estate = base().grant(KEY, BUCKET, one).grant(USER, BUCKET, other);
        assertEquals("b " + both + " yes", reach(estate, KEY, null));
        Estate swapped = base().grant(KEY, BUCKET, other).grant(USER, BUCKET, one);
        assertEquals("b " + both + " yes", reach(swapped, KEY, null));
    }

    @Test
    void whatIsSaidForOneConsumerBeatsWhatIsSaidForAll() {
        Estate estate = base().grant(USER, "aws:s3_bucket:c", Access.READ)
                .and(new Fact.Grant(USER, null, BUCKET, Access.READ, Verdict.CONDITIONAL))
                .and(new Fact.Grant(USER, JOB, BUCKET, Access.READ, Verdict.NO))
                .and(new Fact.Grant(USER, POD, BUCKET, Access.READ, Verdict.YES));
        assertEquals("b read conditional, c read yes", reach(estate, KEY, null));
        assertEquals("c read yes", reach(estate, KEY, JOB));
        assertEquals("b read yes, c read yes", reach(estate, KEY, POD));
    }

    @Test
    void consumerWithTheCommonReachHasNoSetOfItsOwn() {
        Estate estate = base().grant(USER, BUCKET, Access.READ)
                .and(new Fact.Grant(USER, JOB, BUCKET, Access.READ, Verdict.YES))
                .and(new Fact.Grant(USER, "jenkins:job:ci/unknown", BUCKET, Access.READ, Verdict.NO));
        assertNull(reach(estate, KEY, JOB));
        assertNull(reach(estate, KEY, "jenkins:job:ci/unknown"));
    }

    @Test
    void serviceIsItsOwnSink_andNothingIsAnEmptyReach() {
        String service = "mesh:service:prod/s";
        Estate estate = base().and(new NodeFact.Resource(service, "service", null, null, null, null));
        assertEquals("prod/s invoke yes", reach(estate, service, null));
        assertEquals("", reach(estate, ROLE, null));
        assertNull(reach(estate, BUCKET, null));
    }

    @Test
    void resourceNobodyDescribedIsReachedAllTheSame() {
        assertEquals("unknown read yes", reach(base().grant(KEY, "aws:s3_bucket:unknown", Access.READ), KEY, null));
    }

    /// `<end of the id> <access> <verdict>` of each sink; null when there is no such set.
    private static @Nullable String reach(Estate estate, String thing, @Nullable String consumer) {
        Facts facts = estate.facts();
        List<Reach> reaches = ReachDerivation.derive(facts, EdgeIndex.of(facts));
        for (Reach reach : reaches) {
            if (reach.thing().equals(thing) && Objects.equals(reach.consumer(), consumer)) {
                return String.join(
                        ", ",
                        reach.sinks().stream().map(ReachDerivationTest::text).toList());
            }
        }
        return null;
    }

    private static String text(Reach.Sink sink) {
        String id = sink.resource();
        return id.substring(id.lastIndexOf(':') + 1) + " " + sink.access() + " " + sink.verdict();
    }
}
