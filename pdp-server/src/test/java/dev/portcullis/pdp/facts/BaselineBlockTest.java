package dev.portcullis.pdp.facts;

import static dev.portcullis.pdp.facts.LineageDocumentTest.assertJson;
import static dev.portcullis.pdp.facts.LineageDocumentTest.at;
import static dev.portcullis.pdp.facts.SnapshotFixture.NOW_NS;

import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.BaselineTuple.Level;
import dev.portcullis.snapshot.Node;
import dev.portcullis.snapshot.Node.Ownership;
import dev.portcullis.snapshot.Node.Usage;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineBlockTest {
    private static final String THING = "vault:role:v/database/r";
    private static final String ASKER = "aws:lambda:1/r/asker";
    private static final Ownership OWNED = new Ownership("hr:person:1", 0.8, null);

    @TempDir
    Path directory;

    private SnapshotFixture fixture;

    @BeforeEach
    void addOwner() {
        fixture = new SnapshotFixture(directory)
                .with(new Node.Owner("hr:person:1", null, "active", "hr:person:1", List.of("hr:person:1")));
    }

    /// Tuples are a level and a key each; the asker is a function of `hr:person:1` with the sibling key `code-1`.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "never;     ''",
                "exact;     EXACT aws:lambda:1/r/asker",
                "exact;     TYPE function, OWNER hr:person:1|workload, SIBLING code-1, EXACT aws:lambda:1/r/asker",
                "sibling;   TYPE function, OWNER hr:person:1|workload, SIBLING code-1",
                "owner;     TYPE function, OWNER hr:person:1|workload",
                "type;      TYPE function",
                "never;     EXACT aws:lambda:1/r/other",
                "never;     SIBLING code-2",
                "never;     OWNER hr:person:2|workload",
                "never;     OWNER hr:person:1|agent",
                "never;     TYPE workload",
                "never;     SIBLING aws:lambda:1/r/asker",
            })
    void level_isTheMostSpecificOneSeen(String expected, String tuples) {
        fixture.with(thing(new Usage(3, null, List.of(), false)), asker("function", "code-1", null, OWNED));
        for (String tuple : tuples.split(", ", -1)) {
            if (!tuple.isEmpty()) {
                String[] parts = tuple.split(" ", 2);
                fixture.seen(Level.valueOf(parts[0]), THING, parts[1]);
            }
        }
        assertLevel(expected);
    }

    @Test
    void levelOfAnotherThing_doesNotCount() {
        fixture.with(thing(null), asker("function", null, null, null)).seen(Level.EXACT, THING + "2", ASKER);
        assertLevel("never");
    }

    @Test
    void agent_doesNotInheritFromAFunctionOfTheSameOwner() {
        fixture.with(thing(null), asker("ai_agent", null, null, OWNED))
                .seen(Level.OWNER, THING, "hr:person:1|workload")
                .seen(Level.TYPE, THING, "function");
        assertLevel("never");
    }

    @Test
    void somebodyWhoStandsIn_isNoOwnerToInheritFrom() {
        fixture.with(thing(null), asker("function", null, null, new Ownership(null, 0, "hr:person:1")))
                .seen(Level.OWNER, THING, "hr:person:1|workload");
        assertLevel("never");
    }

    @Test
    void tupleOutsideItsWindow_fallsBackToTheNextLevel() {
        fixture.with(thing(null), asker("function", null, null, null))
                .seen(Level.EXACT, THING, ASKER, NOW_NS)
                .seen(Level.TYPE, THING, "function", NOW_NS + 1);
        assertLevel("type");
    }

    @Test
    void levelsAndWindows_endWhileTheSnapshotIsServed() {
        fixture.with(thing(new Usage(3, null, List.of(), false)), asker("function", null, NOW_NS + 20, null))
                .seen(Level.EXACT, THING, ASKER, NOW_NS + 10)
                .seen(Level.TYPE, THING, "function", NOW_NS + 30);
        LineageDocument document = new LineageDocument(fixture.open());

        assertPair("exact", true, document, NOW_NS + 9);
        assertPair("type", true, document, NOW_NS + 10);
        assertPair("type", false, document, NOW_NS + 20);
        assertPair("never", false, document, NOW_NS + 30);
        assertPair("exact", true, document, NOW_NS);
    }

    private static void assertPair(String level, boolean learning, LineageDocument document, long nowNs) {
        RegoObject baseline = (RegoObject) Objects.requireNonNull(
                document.of(Requests.of(ASKER, "role.assume", THING), nowNs).get("baseline"));
        assertJson("\"" + level + "\"", at(baseline, "level"));
        assertJson(String.valueOf(learning), at(baseline, "learning"));
    }

    @ParameterizedTest
    @CsvSource({
        // thing learns, consumer's window relative to now (0 for none), learning
        "false, 0, false",
        "true, 0, true",
        "false, 1, true",
        "true, 1, true",
        "false, -1, false",
    })
    void learning_isTheThingsOrTheConsumersOwn(boolean thingLearns, long windowNs, boolean expected) {
        Long until = windowNs == 0 ? null : NOW_NS + windowNs;
        fixture.with(thing(new Usage(3, null, List.of(), thingLearns)), asker("ai_agent", null, until, null));
        assertJson(String.valueOf(expected), at(baseline(THING, "role.assume"), "learning"));
    }

    @Test
    void windowThatEndsNow_hasEnded() {
        fixture.with(thing(new Usage(3, null, List.of(), false)), asker("ai_agent", null, NOW_NS, null));
        assertJson("false", at(baseline(THING, "role.assume"), "learning"));
    }

    @Test
    void thingWhoseUseIsNotKnown_hasALevelOnly() {
        fixture.with(thing(null), asker("function", null, null, null));
        assertJson("{\"level\": \"never\"}", baseline(THING, "role.assume"));
    }

    @Test
    void thingNeverUsed_hasNoLastUse() {
        fixture.with(thing(new Usage(0, null, List.of(), true)), asker("function", null, null, null));
        assertJson("""
                {"level": "never", "consumers_seen": 0, "usual_regions": [], "learning": true}
                """, baseline(THING, "role.assume"));
    }

    @Test
    void prefix_hasTheBestLevelAndTheUsesOfEverythingBelow() {
        fixture.with(
                        asker("function", "code-1", null, null),
                        role("vault:role:v/kv/a", new Usage(2, 50L, List.of("eu-west-1"), true)),
                        role("vault:role:v/kv/b", new Usage(5, 40L, List.of("eu-central-1", "eu-west-1"), true)),
                        role("vault:role:v/kv2", new Usage(9, 90L, List.of("us-east-1"), false)))
                .seen(Level.TYPE, "vault:role:v/kv/a", "function")
                .seen(Level.SIBLING, "vault:role:v/kv/b", "code-1")
                .seen(Level.EXACT, "vault:role:v/kv2", ASKER);
        assertJson("""
                {"level": "sibling", "consumers_seen": 5, "last_seen_ns": 50,
                 "usual_regions": ["eu-central-1", "eu-west-1"], "learning": true}
                """, baseline("vault:role:v/kv/", "secret.list"));
    }

    @Test
    void prefixWithOneSettledThing_isNotLearning() {
        fixture.with(
                asker("function", null, null, null),
                role("vault:role:v/kv/a", new Usage(2, 50L, List.of(), true)),
                role("vault:role:v/kv/b", new Usage(2, 50L, List.of(), false)));
        assertJson("false", at(baseline("vault:role:v/kv/", "secret.list"), "learning"));
    }

    private void assertLevel(String expected) {
        assertJson("\"" + expected + "\"", at(baseline(THING, "role.assume"), "level"));
    }

    private RegoObject baseline(String resource, String action) {
        RegoValue baseline = new LineageDocument(fixture.open())
                .of(Requests.of(ASKER, action, resource), NOW_NS)
                .get("baseline");
        return (RegoObject) Objects.requireNonNull(baseline);
    }

    private static Node.Resource thing(@Nullable Usage usage) {
        return role(THING, usage);
    }

    private static Node.Resource role(String id, @Nullable Usage usage) {
        return new Node.Resource(id, "vault_role", "production", null, null, null, usage);
    }

    private static Node.Consumer asker(
            String type, @Nullable String siblingKey, @Nullable Long learningUntilNs, @Nullable Ownership ownership) {
        return new Node.Consumer(
                ASKER, type, "aws", null, null, null, null, true, siblingKey, learningUntilNs, ownership);
    }
}
