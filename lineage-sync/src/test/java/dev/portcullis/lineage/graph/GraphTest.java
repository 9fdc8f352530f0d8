package dev.portcullis.lineage.graph;

import static dev.portcullis.lineage.connector.Batches.at;
import static dev.portcullis.lineage.connector.Batches.complete;
import static dev.portcullis.lineage.connector.Batches.partial;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.lineage.connector.Batch;
import dev.portcullis.lineage.connector.Evidence;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class GraphTest {
    private static final String A = "vault:cluster:a";
    private static final String B = "vault:cluster:b";

    static Stream<Arguments> histories() {
        return Stream.of(
                Arguments.of(
                        "the newest observation wins",
                        List.of(
                                partial("vault", 9, at(5, system(A, "old"))),
                                partial("vault", 9, at(7, system(A, "new")))),
                        List.of("7 new")),
                Arguments.of(
                        "at equal times content decides",
                        List.of(partial("vault", 9, at(5, system(A, "x"))), partial("vault", 9, at(5, system(A, "y")))),
                        List.of("5 y")),
                Arguments.of(
                        "a complete listing retires what it does not name",
                        List.of(
                                complete("vault", 10, at(5, system(A, "a")), at(5, system(B, "b"))),
                                complete("vault", 20, at(15, system(B, "b")))),
                        List.of("15 b")),
                Arguments.of(
                        "a complete listing retires nothing of another source",
                        List.of(complete("vault", 10, at(5, system(A, "a"))), complete("aws", 20)),
                        List.of("5 a")),
                Arguments.of(
                        "a partial read retires nothing",
                        List.of(
                                complete("vault", 10, at(5, system(A, "a"))),
                                partial("vault", 20, at(15, system(B, "b")))),
                        List.of("5 a", "15 b")),
                Arguments.of(
                        "a late read cannot bring back what a listing retired",
                        List.of(partial("vault", 9, at(5, system(A, "a"))), complete("vault", 10)),
                        List.of()),
                Arguments.of(
                        "an old listing cannot overrule a newer one",
                        List.of(
                                complete("vault", 10, at(5, system(A, "a"))),
                                complete("vault", 20),
                                complete("vault", 30, at(5, system(A, "a")))),
                        List.of("5 a")),
                Arguments.of(
                        "what was seen at or after the listing stays",
                        List.of(
                                complete("vault", 10),
                                partial("vault", 12, at(10, system(A, "a")), at(12, system(B, "b")))),
                        List.of("10 a", "12 b")),
                Arguments.of(
                        "a listing overrules older observations of what it names",
                        List.of(
                                complete("vault", 10),
                                complete("vault", 20, at(5, system(A, "listed"))),
                                partial("vault", 9, at(7, system(A, "earlier")))),
                        List.of("5 listed")),
                Arguments.of(
                        "two listings of one time add up",
                        List.of(
                                complete("vault", 10, at(5, system(A, "a"))),
                                complete("vault", 10, at(6, system(B, "b"))),
                                partial("vault", 9, at(4, system("vault:cluster:c", "c")))),
                        List.of("5 a", "6 b")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("histories")
    void merge_inAnyOrderAndNumber(String why, List<Batch> batches, List<String> expected) {
        var random = new Random(1);
        for (int round = 0; round < 50; round++) {
            var delivered = new ArrayList<>(batches);
            for (int copy = random.nextInt(3); copy > 0; copy--) {
                delivered.add(batches.get(random.nextInt(batches.size())));
            }
            Collections.shuffle(delivered, random);
            var graph = new Graph();
            delivered.forEach(graph::merge);
            assertEquals(expected, said(graph), () -> why + ": " + delivered);
        }
    }

    @Test
    void watermarks_areTheLatestOfEachSource() {
        var graph = new Graph();
        graph.merge(complete("vault", 20));
        graph.merge(partial("vault", 15));
        graph.merge(partial("aws", 7));
        assertEquals("{aws=7, vault=20}", graph.watermarks().toString());
    }

    private static List<String> said(Graph graph) {
        var said = new ArrayList<String>();
        for (Evidence item : graph.evidence()) {
            if (item.fact() instanceof NodeFact.SystemInstance system) {
                said.add(item.observedNs() + " " + system.environment());
            }
        }
        return said;
    }

    private static Fact system(String id, String environment) {
        return new NodeFact.SystemInstance(id, environment);
    }
}
