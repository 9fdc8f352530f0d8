package dev.portcullis.lineage.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.portcullis.lineage.connector.ConsumerType;
import dev.portcullis.lineage.graph.EdgeIndex;
import dev.portcullis.lineage.graph.Estate;
import dev.portcullis.lineage.graph.Facts;
import dev.portcullis.snapshot.Edge;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SiblingsTest {
    private static final String A = "t:consumer:a";
    private static final String B = "t:consumer:b";
    private static final String C = "t:consumer:c";

    @ParameterizedTest
    @CsvSource({
        // identity, digest and block of either one
        "i, , , i, , , true",
        "i, d, b, i, e, c, true",
        "i, d, b, j, d, b, true",
        ", d, b, , d, b, true",
        "i, d, b, j, d, c, false",
        "i, d, b, j, e, b, false",
        ", d, , , d, , false",
        ", , b, , , b, false",
        ", , , , , , false",
    })
    void sameIdentityOrSameCodeInTheSameBlock(
            @Nullable String identity,
            @Nullable String digest,
            @Nullable String block,
            @Nullable String otherIdentity,
            @Nullable String otherDigest,
            @Nullable String otherBlock,
            boolean siblings) {
        var estate = new Estate();
        add(estate, A, identity, digest, block);
        add(estate, B, otherIdentity, otherDigest, otherBlock);
        assertEquals(siblings, areSiblings(estate, A, B));
        assertEquals(siblings, areSiblings(estate, B, A));
    }

    @Test
    void siblingsOfSiblingsAreStrangers() {
        var estate = new Estate();
        add(estate, A, "i", "d", "b");
        add(estate, B, "i", "e", "c");
        add(estate, C, "j", "e", "c");
        assertEquals(
                "true true false",
                areSiblings(estate, A, B) + " " + areSiblings(estate, B, C) + " " + areSiblings(estate, A, C));
    }

    @Test
    void consumerWithoutMarksHasNoKey() {
        var estate = new Estate();
        add(estate, A, null, "d", null);
        Facts facts = estate.facts();
        assertNull(Siblings.of(facts, EdgeIndex.of(facts)).key(A));
    }

    /// Whether a use by one is published under the key of the other.
    private static boolean areSiblings(Estate estate, String user, String other) {
        Facts facts = estate.facts();
        Siblings siblings = Siblings.of(facts, EdgeIndex.of(facts));
        String key = siblings.key(other);
        return key != null && siblings.keysNextTo(user).contains(Objects.requireNonNull(key));
    }

    private static void add(
            Estate estate, String id, @Nullable String identity, @Nullable String digest, @Nullable String block) {
        estate.consumer(id, ConsumerType.FUNCTION, digest, block);
        if (identity != null) {
            estate.identity("t:role:" + identity).edge(Edge.Kind.RUNS_AS, id, "t:role:" + identity);
        }
    }
}
