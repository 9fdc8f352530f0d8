package dev.portcullis.lineage.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.portcullis.lineage.connector.ConsumerType;
import dev.portcullis.lineage.graph.EdgeIndex;
import dev.portcullis.lineage.graph.Estate;
import dev.portcullis.lineage.graph.Facts;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.Node;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AttributionTest {
    private static final String ANA = "hr:worker:ana";
    private static final String BEN = "hr:worker:ben";
    private static final String OPS = "hr:worker:ops";
    private static final String SECRET = "vault:opaque:main/kv/a";
    private static final String ONE = "jenkins:job:ci/one";
    private static final String TWO = "jenkins:job:ci/two";

    private static Estate base() {
        return new Estate()
                .person(ANA, null, null)
                .person(BEN, null, null)
                .person(OPS, null, null)
                .system("vault:cluster:main")
                .owner("vault:cluster:main", OPS, 1)
                .credential(SECRET)
                .consumer(ONE, ConsumerType.PIPELINE)
                .consumer(TWO, ConsumerType.PIPELINE)
                .edge(Edge.Kind.CONSUMED_BY, SECRET, ONE)
                .edge(Edge.Kind.CONSUMED_BY, SECRET, TWO);
    }

    @Test
    void namedOwnerCounts() {
        Estate estate = base().owner(ONE, ANA, 0.9).owner(TWO, ANA, 0.9).owner(SECRET, BEN, 0.5);
        assertEquals(new Node.Ownership(BEN, 0.5, null), ownership(estate, SECRET));
    }

    @Test
    void oneOwnerOfAllConsumersCounts_asSureAsTheLeastSure() {
        Estate estate = base().owner(ONE, ANA, 0.9).owner(TWO, ANA, 0.7);
        assertEquals(new Node.Ownership(ANA, 0.7, null), ownership(estate, SECRET));
    }

    @Test
    void consumersOfDifferentOwners_systemOwnerStandsIn() {
        Estate estate = base().owner(ONE, ANA, 0.9).owner(TWO, BEN, 0.9);
        assertEquals(new Node.Ownership(null, 0, OPS), ownership(estate, SECRET));
    }

    @Test
    void oneConsumerWithoutOwner_systemOwnerStandsIn() {
        Estate estate = base().owner(ONE, ANA, 0.9);
        assertEquals(new Node.Ownership(null, 0, OPS), ownership(estate, SECRET));
    }

    @Test
    void unknownOwnerIsNobody() {
        assertEquals(new Node.Ownership(null, 0, OPS), ownership(base().owner(SECRET, "hr:worker:nobody", 1), SECRET));
        assertNull(ownership(base().owner(ONE, "hr:worker:nobody", 1), ONE));
    }

    @Test
    void rolesAreOwnedLikeCredentials_placesAreNot() {
        String role = "vault:role:main/r";
        Estate estate = base().role(role)
                .resource("vault:thing:main/t", null)
                .edge(Edge.Kind.CONSUMED_BY, role, ONE)
                .edge(Edge.Kind.CONSUMED_BY, "vault:thing:main/t", ONE)
                .owner(ONE, ANA, 0.9);
        assertEquals(new Node.Ownership(ANA, 0.9, null), ownership(estate, role));
        assertEquals(new Node.Ownership(null, 0, OPS), ownership(estate, "vault:thing:main/t"));
    }

    @Test
    void keyWhoseIdNamesNoAccount_systemOfItsIdentityCounts() {
        Estate estate = base().system("aws:account:1")
                .owner("aws:account:1", BEN, 1)
                .credential("aws:access_key:A")
                .identity("aws:user:1/u")
                .edge(Edge.Kind.AUTHENTICATES, "aws:access_key:A", "aws:user:1/u");
        assertEquals(new Node.Ownership(null, 0, BEN), ownership(estate, "aws:access_key:A"));
    }

    private static Node.@Nullable Ownership ownership(Estate estate, String id) {
        Facts facts = estate.facts();
        return Attribution.of(facts, EdgeIndex.of(facts)).ownership(Objects.requireNonNull(facts.node(id)));
    }
}
