package dev.portcullis.pdp.facts;

import static dev.portcullis.pdp.facts.LineageDocumentTest.assertJson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.Node;
import dev.portcullis.snapshot.Reach;
import dev.portcullis.snapshot.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReachBlockTest {
    private static final String ROLE = "vault:role:v/database/r";

    @TempDir
    Path directory;

    private SnapshotFixture fixture;

    @BeforeEach
    void addRole() {
        fixture = new SnapshotFixture(directory)
                .with(new Node.Resource(ROLE, "vault_role", "production", null, null, null, null));
    }

    @Test
    void sinks_comeMostSensitiveFirst() {
        sink("db:i", "internal", "production");
        sink("db:pub", "public", "production");
        sink("db:syn", "synthetic", "production");
        sink("db:unclassified", null, "production");
        sink("db:other", "experimental", "production");
        sink("db:c", "confidential", "production");
        sink("db:f", "financial", "production");
        sink("db:p-dev", "pii", "development");
        sink("db:p-unknown", "pii", null);
        sink("db:p-prod-b", "pii", "production");
        sink("db:p-prod-a", "pii", "production");
        fixture.with(resource("db:a-conditional", "pii", "production"));
        sinks.add(new Reach.Sink("db:a-conditional", "read", "conditional"));
        RegoObject block = block();
        assertEquals(
                List.of(
                        "db:p-prod-a",
                        "db:p-prod-b",
                        "db:a-conditional",
                        "db:p-unknown",
                        "db:p-dev",
                        "db:f",
                        "db:c",
                        "db:other",
                        "db:unclassified",
                        "db:i",
                        "db:pub",
                        "db:syn"),
                ids(block));
        assertJson("""
                {"confidential": 1, "experimental": 1, "financial": 1, "internal": 1, "pii": 5, "public": 1,
                 "synthetic": 1}
                """, block.get("by_class"));
        assertJson("12", block.get("total"));
        assertJson("false", block.get("truncated"));
    }

    @Test
    void sixtyFourSinks_areAllNamed_andOneMoreIsNot() {
        for (int i = 0; i < 64; i++) {
            sink("db:internal-%03d".formatted(i), "internal", "production");
        }
        RegoObject all = block();
        assertEquals(64, ids(all).size());
        assertJson("false", all.get("truncated"));

        sink("db:zzz", "pii", "production");
        RegoObject cut = block();
        assertEquals(64, ids(cut).size());
        assertEquals("db:zzz", ids(cut).getFirst());
        assertEquals("db:internal-062", ids(cut).getLast());
        assertJson("65", cut.get("total"));
        assertJson("true", cut.get("truncated"));
        assertJson("{\"internal\": 64, \"pii\": 1}", cut.get("by_class"));
    }

    @Test
    void inTheHandsOfOneConsumer_isWhatItReaches_andGeneralForOthers() {
        fixture.with(
                        Larkfield.consumer("a:lambda:own", "function", "aws", null),
                        Larkfield.consumer("a:lambda:other", "function", "aws", null),
                        resource("db:own", "pii", "production"))
                .reach(ROLE, "a:lambda:own", new Reach.Sink("db:own", "read", "yes"));
        sink("db:general", "internal", "production");
        Snapshot snapshot = open();
        ReachBlock reach = new ReachBlock(snapshot);
        int role = snapshot.resource(ROLE);
        RegoObject general = Objects.requireNonNull(reach.of(role, Snapshot.NONE));
        assertEquals(List.of("db:own"), ids(Objects.requireNonNull(reach.of(role, snapshot.consumer("a:lambda:own")))));
        assertEquals(List.of("db:general"), ids(general));
        assertSame(general, reach.of(role, snapshot.consumer("a:lambda:other")));
    }

    @Test
    void unknownReach_isNoBlock_andEmptyReachIsOne() {
        Snapshot unknown = fixture.open();
        assertNull(new ReachBlock(unknown).of(unknown.resource(ROLE), Snapshot.NONE));
        assertJson("{\"total\": 0, \"truncated\": false, \"by_class\": {}, \"sinks\": []}", block());
    }

    private final List<Reach.Sink> sinks = new ArrayList<>();

    private void sink(String id, @Nullable String dataClass, @Nullable String environment) {
        fixture.with(resource(id, dataClass, environment));
        sinks.add(new Reach.Sink(id, "read", "yes"));
    }

    private Snapshot open() {
        return fixture.reach(ROLE, null, sinks.toArray(Reach.Sink[]::new)).open();
    }

    private RegoObject block() {
        Snapshot snapshot = open();
        return Objects.requireNonNull(new ReachBlock(snapshot).of(snapshot.resource(ROLE), Snapshot.NONE));
    }

    private static List<String> ids(RegoObject block) {
        List<String> ids = new ArrayList<>();
        for (RegoValue sink : ((RegoArray) Objects.requireNonNull(block.get("sinks"))).toList()) {
            ids.add(((RegoString) Objects.requireNonNull(((RegoObject) sink).get("id"))).value());
        }
        return ids;
    }

    private static Node.Resource resource(String id, @Nullable String dataClass, @Nullable String environment) {
        return new Node.Resource(id, "rds_cluster", environment, dataClass, null, null, null);
    }
}
