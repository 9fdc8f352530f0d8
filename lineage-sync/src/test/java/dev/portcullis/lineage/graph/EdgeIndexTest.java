package dev.portcullis.lineage.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.portcullis.lineage.connector.Batches;
import dev.portcullis.lineage.connector.ConsumerType;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.Edge.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EdgeIndexTest {
    private static final String KEY = "aws:access_key:A";
    private static final String JOB = "jenkins:job:a/b";

    private static Estate base() {
        return new Estate()
                .credential(KEY)
                .consumer(JOB, ConsumerType.PIPELINE)
                .identity("aws:user:1/u")
                .role("aws:role:1/r")
                .location("vault:secret:v/a", null)
                .person("hr:worker:1", null, "okta:group:t")
                .group("okta:group:t", null);
    }

    @Test
    void usesMakeConsumers() {
        EdgeIndex edges = EdgeIndex.of(base().use(KEY, JOB, 5, 9, 3).facts());
        TracedEdge consumed = edges.find(Kind.CONSUMED_BY, KEY, JOB);
        assertNotNull(consumed);
        assertEquals(5, consumed.sinceNs());
        assertEquals(List.of("test@1"), consumed.references());
    }

    @Test
    void flaggedAndUnresolvedUsesMakeNone() {
        Fact flagged = new Fact.Use(KEY, JOB, null, 5, 9, 3, true);
        assertNull(EdgeIndex.of(base().and(flagged).facts()).find(Kind.CONSUMED_BY, KEY, JOB));
        EdgeIndex unresolved = EdgeIndex.of(base().use(KEY, null, 5, 9, 3).facts());
        assertEquals(List.of(), unresolved.outgoing(Kind.CONSUMED_BY, KEY));
    }

    @Test
    void teamsMakeMembers() {
        TracedEdge member = EdgeIndex.of(base().facts())
                .outgoing(Kind.MEMBER_OF, "hr:worker:1")
                .getFirst();
        assertEquals("okta:group:t", member.edge().to());
    }

    @Test
    void oneEdgeKeepsAllItsReasons() {
        var graph = new Graph();
        graph.merge(Batches.of(
                new NodeFact.Credential(KEY, "opaque", NodeFact.Lifetime.STATIC, NodeFact.Status.ACTIVE, null, null),
                new NodeFact.Consumer(
                        JOB, ConsumerType.PIPELINE, "jenkins", null, null, null, null, true, null, null, null)));
        Fact link = new Fact.Link(Kind.CONSUMED_BY, KEY, JOB, null, 8L);
        graph.merge(Batches.partial("aws", 9, Batches.at(7, link)));
        graph.merge(Batches.partial("vault", 9, Batches.at(6, link)));
        TracedEdge consumed = EdgeIndex.of(Facts.of(graph.evidence())).find(Kind.CONSUMED_BY, KEY, JOB);
        assertEquals(
                new TracedEdge(new Edge(Kind.CONSUMED_BY, KEY, JOB, null), 8, List.of("aws@7", "vault@6")), consumed);
    }

    @ParameterizedTest
    @CsvSource({", , ", "ambient, , ambient", ", ambient, ambient", "fetch, ambient, ambient", "mount, fetch, fetch"})
    void inheritedBeatsEveryOtherWay(@Nullable String one, @Nullable String other, @Nullable String strongest) {
        Estate estate = base().and(new Fact.Link(Kind.CONSUMED_BY, KEY, JOB, one, 1L))
                .and(new Fact.Link(Kind.CONSUMED_BY, KEY, JOB, other, 1L));
        TracedEdge consumed = EdgeIndex.of(estate.facts()).find(Kind.CONSUMED_BY, KEY, JOB);
        assertNotNull(consumed);
        assertEquals(strongest, consumed.edge().via());
    }

    @ParameterizedTest
    @CsvSource({
        "AUTHENTICATES, aws:access_key:A, aws:user:1/u, true",
        "AUTHENTICATES, aws:access_key:A, aws:role:1/r, true",
        "AUTHENTICATES, aws:access_key:A, jenkins:job:a/b, false",
        "STORED_IN, aws:access_key:A, vault:secret:v/a, true",
        "STORED_IN, vault:secret:v/a, aws:access_key:A, false",
        "STORED_IN, aws:access_key:A, vault:secret:v/unknown, false",
        "ASSUMES, aws:user:1/u, aws:role:1/r, true",
        "CONSUMED_BY, aws:role:1/r, jenkins:job:a/b, true",
        "MEMBER_OF, aws:user:1/u, okta:group:t, true",
        "MEMBER_OF, jenkins:job:a/b, okta:group:t, false",
    })
    void edgeWithoutFittingEndsIsSetAside(Kind kind, String from, String to, boolean kept) {
        EdgeIndex edges = EdgeIndex.of(base().edge(kind, from, to).facts());
        assertEquals(kept, edges.find(kind, from, to) != null);
        assertEquals(kept ? 0 : 1, edges.dangling().size());
    }
}
