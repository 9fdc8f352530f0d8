package dev.portcullis.lineage.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.lineage.graph.Estate;
import dev.portcullis.snapshot.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EscalationTest {
    /// A line of managers with one team in it: boss ← director ← lead ← dev. Who is named in `gone` has left.
    private static Estate line(String gone) {
        var estate = new Estate().queue("hr:group:queue").group("hr:group:team", "hr:worker:lead");
        person(estate, gone, "boss", null, null);
        person(estate, gone, "director", "boss", null);
        person(estate, gone, "lead", "director", "team");
        person(estate, gone, "dev", "lead", "team");
        person(estate, gone, "loner", "boss", null);
        return estate;
    }

    private static void person(
            Estate estate, String gone, String name, @Nullable String manager, @Nullable String team) {
        String id = "hr:worker:" + name;
        String managerId = manager == null ? null : "hr:worker:" + manager;
        String teamId = team == null ? null : "hr:group:" + team;
        if (List.of(gone.split(" ")).contains(name)) {
            estate.left(id, managerId, teamId);
        } else {
            estate.person(id, managerId, teamId);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nobody, dev, dev lead director queue",
        "nobody, lead, lead director boss queue",
        "nobody, boss, boss queue",
        "nobody, loner, loner boss queue",
        "nobody, team, lead director boss queue",
        "nobody, queue, queue",
        "dev, dev, lead director queue",
        "lead, dev, dev director queue",
        "dev lead, dev, director queue",
        "dev lead director, dev, boss queue",
        "dev lead director boss, dev, queue",
        "lead, team, director boss queue",
        "lead director boss, team, queue",
    })
    void chain(String gone, String of, String chain) {
        Node.Owner owner = owner(line(gone), of);
        List<String> expected = List.of(chain.split(" "));
        assertEquals(
                expected, owner.escalation().stream().map(EscalationTest::name).toList());
        assertEquals(expected.getFirst(), name(owner.accountable()));
        assertEquals(List.of(gone.split(" ")).contains(of) ? "inactive" : "active", owner.status());
    }

    @Test
    void withoutAQueue_theChainEndsWithPeople() {
        var estate = new Estate().left("hr:worker:alone", null, null).group("hr:group:empty", null);
        Node.Owner alone = owner(estate, "alone");
        assertEquals(List.of(), alone.escalation());
        assertEquals("hr:worker:alone", alone.accountable());
        assertEquals(List.of("hr:group:empty"), owner(estate, "empty").escalation());
    }

    @Test
    void managersInACircleEnd() {
        var estate = new Estate().left("hr:worker:a", "hr:worker:b", null).left("hr:worker:b", "hr:worker:a", null);
        assertEquals(List.of(), owner(estate, "a").escalation());
    }

    private static Node.Owner owner(Estate estate, String name) {
        return Escalation.derive(estate.facts()).stream()
                .filter(owner -> name(owner.id()).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String name(String id) {
        return id.substring(id.lastIndexOf(':') + 1);
    }
}
