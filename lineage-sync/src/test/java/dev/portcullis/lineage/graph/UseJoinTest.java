package dev.portcullis.lineage.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.lineage.connector.ConsumerType;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.snapshot.Edge;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Uses that a log states of places and identities, joined with who runs as whom and what lies where.
final class UseJoinTest {
    private static final String PLACE = "vault:secret:v/kv/a";
    private static final String KEY = "vault:opaque:v/kv/a";
    private static final String ACCOUNT = "k8s:service_account:e/orders/api";
    private static final String ENTITY = "vault:entity:v/1";
    private static final String API = "k8s:deployment:e/orders/api";

    @Test
    void identityWithOneConsumer_isThatConsumer_forThePlaceAndWhatLiesThere() {
        assertEquals(List.of(PLACE + " " + API, KEY + " " + API), uses(estate().use(PLACE, ACCOUNT, 1, 1, 1)));
    }

    @Test
    void entity_isWhoeverLogsInAsIt() {
        var estate = estate().edge(Edge.Kind.FEDERATES_TO, ACCOUNT, ENTITY).use(PLACE, ENTITY, 1, 1, 1);
        assertEquals(List.of(PLACE + " " + API, KEY + " " + API), uses(estate));
    }

    @Test
    void severalConsumers_areNobody() {
        var estate = estate().consumer("t:c:b", ConsumerType.JOB).edge(Edge.Kind.RUNS_AS, "t:c:b", ACCOUNT);
        assertEquals(List.of(PLACE + " null", KEY + " null"), uses(estate.use(PLACE, ACCOUNT, 1, 1, 1)));
    }

    @Test
    void consumerThatEnded_isNotAmongThem() {
        var estate = estate().consumer("t:c:b", ConsumerType.JOB)
                .edge(Edge.Kind.RUNS_AS, "t:c:b", ACCOUNT)
                .and(new Fact.OpenFinding("t:c:b", "agent_terminated", Fact.Severity.LOW, 1, true));
        assertEquals(List.of(PLACE + " " + API, KEY + " " + API), uses(estate.use(PLACE, ACCOUNT, 1, 1, 1)));
    }

    @Test
    void identityNobodyRunsAs_isNobody() {
        assertEquals(List.of(KEY + " null"), uses(estate().use(KEY, "vault:role:v/auth/approle/ghost", 1, 1, 1)));
    }

    @Test
    void retiredCredential_wasNotRead() {
        var estate = estate().credential("t:k:old").edge(Edge.Kind.STORED_IN, "t:k:old", PLACE, "retired", 1);
        assertEquals(List.of(PLACE + " " + API, KEY + " " + API), uses(estate.use(PLACE, API, 1, 1, 1)));
    }

    private static Estate estate() {
        return new Estate()
                .location(PLACE, "production")
                .credential(KEY)
                .edge(Edge.Kind.STORED_IN, KEY, PLACE)
                .identity(ACCOUNT)
                .consumer(API, ConsumerType.WORKLOAD)
                .edge(Edge.Kind.RUNS_AS, API, ACCOUNT);
    }

    private static List<String> uses(Estate estate) {
        return estate.facts().uses().stream()
                .map(use -> use.thing() + " " + use.consumer())
                .toList();
    }
}
