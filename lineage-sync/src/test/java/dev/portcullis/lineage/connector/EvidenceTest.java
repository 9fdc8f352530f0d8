package dev.portcullis.lineage.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class EvidenceTest {
    /// From the one that counts least to the one that counts most.
    private static final List<Evidence> ORDERED = List.of(
            evidence("aws", 4, "z", "z"),
            evidence("aws", 5, "x", "r1"),
            evidence("aws", 5, "y", "r1"),
            evidence("aws", 5, "y", "r2"),
            evidence("vault", 5, "y", "r0"),
            evidence("aws", 6, "a", "a"));

    @Test
    void newer_isATotalOrder() {
        for (int i = 0; i < ORDERED.size(); i++) {
            for (int j = 0; j < ORDERED.size(); j++) {
                assertEquals(ORDERED.get(Math.max(i, j)), ORDERED.get(i).newer(ORDERED.get(j)));
            }
        }
    }

    @Test
    void key_mustBeOfTheKindOfTheFact() {
        var key = new Evidence.Key("aws", "a", Fact.Kind.PERSON);
        var fact = new NodeFact.SystemInstance("a:b:c", null);
        assertThrows(IllegalArgumentException.class, () -> new Evidence(key, 1, "r", fact));
    }

    private static Evidence evidence(String source, long observedNs, String environment, String reference) {
        var fact = new NodeFact.SystemInstance("a:b:c", environment);
        return new Evidence(new Evidence.Key(source, "a:b:c", Fact.Kind.SYSTEM), observedNs, reference, fact);
    }
}
