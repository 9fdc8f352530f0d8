package dev.portcullis.lineage.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.portcullis.lineage.connector.Batches;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FactsTest {
    private static final String ID = "aws:role:1/r";
    private static final Fact IDENTITY = new NodeFact.Identity(ID, null, NodeFact.Status.ACTIVE, null);
    private static final Fact RESOURCE = new NodeFact.Resource(ID, "aws_role", null, null, null, null);

    @Test
    void sourcesThatContradictEachOther_newerCounts() {
        for (boolean swapped : List.of(false, true)) {
            var graph = new Graph();
            graph.merge(Batches.partial(swapped ? "b" : "a", 9, Batches.at(5, IDENTITY)));
            graph.merge(Batches.partial(swapped ? "a" : "b", 9, Batches.at(6, RESOURCE)));
            Facts facts = Facts.of(graph.evidence());
            assertInstanceOf(NodeFact.Resource.class, facts.node(ID));
            assertEquals(List.of(ID), facts.contradictions());
        }
    }

    @Test
    void peopleMayShareTheirIdWithAnIdentity() {
        String dana = "okta:user:dana";
        Facts facts = new Estate().identity(dana).person(dana, null, null).facts();
        assertInstanceOf(NodeFact.Identity.class, facts.node(dana));
        assertInstanceOf(NodeFact.Person.class, facts.owner(dana));
        assertEquals(List.of(), facts.contradictions());
    }
}
