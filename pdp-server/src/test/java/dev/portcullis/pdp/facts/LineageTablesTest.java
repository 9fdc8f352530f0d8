package dev.portcullis.pdp.facts;

import static dev.portcullis.pdp.facts.LineageDocumentTest.assertJson;
import static dev.portcullis.pdp.facts.SnapshotFixture.NOW_NS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.portcullis.pdp.decision.DetachedValue;
import dev.portcullis.rego.eval.FactTable;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.Node;
import dev.portcullis.snapshot.NodeKind;
import dev.portcullis.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineageTablesTest {
    private static final Map<String, NodeKind> KINDS = Map.of(
            "identities", NodeKind.IDENTITY,
            "credentials", NodeKind.CREDENTIAL,
            "locations", NodeKind.STORAGE_LOCATION,
            "consumers", NodeKind.CONSUMER,
            "resources", NodeKind.RESOURCE,
            "owners", NodeKind.OWNER,
            "systems", NodeKind.SYSTEM);

    @TempDir
    Path directory;

    private Snapshot snapshot;
    private RegoObject document;

    @BeforeEach
    void openEstate() {
        SnapshotFixture estate = Larkfield.addTo(new SnapshotFixture(directory))
                .with(
                        new Node.SystemInstance("aws:account:1", "account", "production"),
                        new Node.SystemInstance("aws:account:2", "account", null),
                        new Node.Identity("okta:group:g", "group", "larkfield", null, "active", 5L, null))
                .edge(Edge.Kind.RUNS_AS, Larkfield.DANA_DB, Larkfield.U_DANA_DEV)
                .edge(Edge.Kind.MEMBER_OF, Larkfield.U_DANA_DEV, "okta:group:g")
                .edge(Edge.Kind.OWNED_BY, "aws:account:1", Larkfield.HANA)
                .edge(Edge.Kind.CONSUMED_BY, Larkfield.K_CURSOR, Larkfield.DANA_CURSOR)
                .tombstone(Larkfield.DANA_DB, "agent_terminated");
        snapshot = estate.open();
        document = new LineageTables(snapshot).document();
    }

    @Test
    void document_hasOneTablePerKindOfNode_besideVersionAndSources() {
        List<String> keys = new ArrayList<>();
        for (int slot : document.sortedSlots()) {
            keys.add(((RegoString) document.key(slot)).value());
        }
        List<String> expected = new ArrayList<>(KINDS.keySet());
        expected.addAll(List.of("snapshot", "sources"));
        expected.sort(null);
        assertEquals(expected, keys);
        assertJson("""
                {"epoch": 7, "seq": 100, "built_at_ns": 1793609940000000000, "not_after_ns": 1793696340000000000}
                """, document.get("snapshot"));
        assertJson("""
                {"vault": {"watermark_ns": 1793609940000000000, "status": "ok"}}
                """, document.get("sources"));
    }

    @Test
    void rows_areThoseOfTheContent_inOrderOfId() {
        Map<NodeKind, List<String>> ids = new TreeMap<>();
        for (Node node : snapshot.toContent().nodes()) {
            ids.computeIfAbsent(NodeKind.of(node), _ -> new ArrayList<>()).add(node.id());
        }
        KINDS.forEach((name, kind) -> {
            RegoObject table = table(name);
            assertEquals(name, assertInstanceOf(FactTable.class, table).tableName());
            List<String> keys = new ArrayList<>();
            for (int slot = 0; slot < table.size(); slot++) {
                keys.add(((RegoString) table.key(slot)).value());
                assertEquals(table.key(slot), ((RegoObject) table.value(slot)).get("uid"));
            }
            assertEquals(ids.getOrDefault(kind, List.of()), keys, name);
            assertArrayEquals(IntStream.range(0, table.size()).toArray(), table.sortedSlots(), name);
        });
    }

    @Test
    void scalarColumns_areThoseOfTheContent() {
        for (Node node : snapshot.toContent().nodes()) {
            switch (node) {
                case Node.Identity it ->
                    assertRow(
                            "identities",
                            it,
                            row(
                                    "type",
                                    it.type(),
                                    "system",
                                    it.system(),
                                    "environment",
                                    it.environment(),
                                    "status",
                                    it.status(),
                                    "created_ns",
                                    it.createdNs()));
                case Node.Credential it ->
                    assertRow(
                            "credentials",
                            it,
                            row(
                                    "kind",
                                    it.kind(),
                                    "lifetime_class",
                                    it.lifetimeClass(),
                                    "status",
                                    it.status(),
                                    "created_ns",
                                    it.createdNs(),
                                    "expires_ns",
                                    it.expiresNs()));
                case Node.StorageLocation it ->
                    assertRow(
                            "locations",
                            it,
                            row(
                                    "type",
                                    it.type(),
                                    "system",
                                    it.system(),
                                    "path",
                                    it.path(),
                                    "environment",
                                    it.environment(),
                                    "sanctioned",
                                    it.sanctioned()));
                case Node.Consumer it ->
                    assertRow(
                            "consumers",
                            it,
                            row(
                                    "type",
                                    it.type(),
                                    "platform",
                                    it.platform(),
                                    "environment",
                                    it.environment(),
                                    "region",
                                    it.region(),
                                    "network_zone",
                                    it.networkZone(),
                                    "first_seen_ns",
                                    it.firstSeenNs(),
                                    "sanctioned",
                                    it.sanctioned(),
                                    "sibling_key",
                                    it.siblingKey(),
                                    "learning_until_ns",
                                    it.learningUntilNs()));
                case Node.Resource it ->
                    assertRow(
                            "resources",
                            it,
                            row(
                                    "type",
                                    it.type(),
                                    "environment",
                                    it.environment(),
                                    "data_class",
                                    it.dataClass(),
                                    "parent",
                                    it.parent()));
                case Node.Owner it ->
                    assertRow(
                            "owners",
                            it,
                            row("email", it.email(), "status", it.status(), "accountable", it.accountable()));
                case Node.SystemInstance it ->
                    assertRow("systems", it, row("type", it.type(), "environment", it.environment()));
            }
        }
    }

    @Test
    void edgesOwnersUsageAndReach_areColumns() {
        assertJson("""
                {"uid": "aws:user:111122223333/dana-dev", "type": "user", "system": "111122223333",
                 "environment": "production", "status": "active", "assumes": [], "federates_to": [],
                 "member_of": ["okta:group:g"], "can_control": [],
                 "authenticated_by": ["aws:access_key:AKIACURSORENVEXAMPLE"],
                 "run_as_by": ["endpoint:mcp_server:lt-dana-01/db-explorer"], "findings": []}
                """, table("identities").get(Larkfield.U_DANA_DEV));
        RegoObject cursorKey =
                (RegoObject) Objects.requireNonNull(table("credentials").get(Larkfield.K_CURSOR));
        assertJson("1", cursorKey.get("consumer_count"));
        assertJson("[\"" + Larkfield.DANA_CURSOR + "\"]", cursorKey.get("consumed_by"));
        assertJson("[\"" + Larkfield.U_DANA_DEV + "\"]", cursorKey.get("authenticates"));
        assertNull(cursorKey.get("reach"));
        assertNull(cursorKey.get("age_days"), "ages depend on the time of a request");
        assertJson("""
                {"uid": "aws:role:111122223333/exports-daily-reader", "type": "aws_role",
                 "environment": "production", "consumed_by": ["okta:user:larkfield/dana.kim"],
                 "owner": {"uid": "workday:worker:1003", "email": "priya.raman@larkfield.example.com",
                  "status": "active", "score": 0.88, "accountable": "workday:worker:1003",
                  "escalation": ["workday:worker:1003", "workday:worker:1002", "okta:group:larkfield/security-queue"]},
                 "usage": {"consumers_seen": 1, "last_seen_ns": 1793609400000000000,
                  "usual_regions": ["eu-west-1"], "learning": false},
                 "reach": {"total": 1, "truncated": false, "by_class": {"pii": 1},
                  "sinks": [{"id": "aws:s3_prefix:larkfield-exports/daily/", "type": "s3_prefix",
                   "environment": "production", "data_class": "pii", "access": "read", "verdict": "yes"}]},
                 "findings": []}
                """, table("resources").get(Larkfield.R_EXPORTS));
        assertJson(
                """
                [{"code": "agent_terminated", "severity": "critical", "since_ns": 1793523600000000000,
                  "tombstone": true}]
                """, ((RegoObject) Objects.requireNonNull(table("consumers").get(Larkfield.DANA_DB))).get("findings"));
        assertJson("""
                {"uid": "aws:account:1", "type": "account", "environment": "production",
                 "owned_by": ["workday:worker:1008"], "findings": []}
                """, table("systems").get("aws:account:1"));
        assertJson(
                "[\"" + Larkfield.C_PSP + "\"]",
                ((RegoObject) Objects.requireNonNull(table("locations").get(Larkfield.S_PSP))).get("stores"));
    }

    /// Policies read a presented credential in its row as they read the one asked for in the input.
    @Test
    void rowOfACredential_hasTheFactsOfTheInput() {
        RegoObject input = new LineageDocument(snapshot)
                .of(Requests.of(Larkfield.CAPTURE, "secret.read", Larkfield.S_PSP), NOW_NS);
        RegoObject asked = (RegoObject) Objects.requireNonNull(input.get("credential"));
        RegoObject row =
                (RegoObject) Objects.requireNonNull(table("credentials").get(Larkfield.C_PSP));
        for (int slot = 0; slot < asked.size(); slot++) {
            assertEquals(asked.value(slot), row.get(asked.key(slot)), asked.key(slot)::toString);
        }
    }

    @Test
    void view_behavesAsTheObjectItStandsFor() {
        RegoValue copy = DetachedValue.copyOf(document);
        assertEquals(copy, document);
        assertEquals(document, copy);
        assertEquals(copy.hashCode(), document.hashCode());
    }

    @Test
    void unknownKeys_haveNoRow() {
        RegoObject table = table("credentials");
        assertNull(table.get("aws:access_key:NONE"));
        assertNull(table.get(Larkfield.DANA), "an id of another kind");
        assertNull(table.get(RegoNumber.of(1)));
        assertNull(table.get(RegoString.ofUtf8(new byte[] {(byte) 0xff})));
        assertNull(((RegoObject) table.value(0)).get("no_such_column"));
    }

    @Test
    void tablesAndColumns_areThoseOfTheSpec() throws IOException {
        Map<String, List<String>> code = new TreeMap<>();
        for (LineageTable table : new LineageTables(snapshot).tables()) {
            code.put(
                    table.tableName(),
                    table.columns().stream()
                            .map(column -> column.name().value())
                            .toList());
        }
        assertEquals(specified(), code);
    }

    /// The first column of the table below each heading such as "### `identities`".
    private static Map<String, List<String>> specified() throws IOException {
        Path spec = Path.of(System.getProperty("portcullis.root"), "docs/spec/data-lineage.md");
        Pattern heading = Pattern.compile("### `([a-z]+)`");
        Pattern column = Pattern.compile("\\| `([a-z_]+)` \\|.*");
        Map<String, List<String>> tables = new TreeMap<>();
        List<String> columns = new ArrayList<>();
        for (String line : Files.readAllLines(spec)) {
            Matcher opens = heading.matcher(line);
            Matcher row = column.matcher(line);
            if (opens.matches()) {
                columns = tables.computeIfAbsent(opens.group(1), _ -> new ArrayList<>());
            } else if (row.matches()) {
                columns.add(row.group(1));
            }
        }
        return tables;
    }

    private RegoObject table(String name) {
        return (RegoObject) Objects.requireNonNull(document.get(name));
    }

    private void assertRow(String table, Node node, Map<String, @Nullable Object> expected) {
        RegoObject row = (RegoObject) Objects.requireNonNull(table(table).get(node.id()));
        expected.forEach((column, value) ->
                assertEquals(value == null ? null : valueOf(value), row.get(column), node.id() + " " + column));
    }

    private static Map<String, @Nullable Object> row(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> row = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return row;
    }

    private static RegoValue valueOf(Object value) {
        return switch (value) {
            case Boolean flag -> RegoBoolean.of(flag);
            case Long number -> RegoNumber.of(number);
            case String text -> RegoString.of(text);
            default -> throw new AssertionError("no value for " + value);
        };
    }
}
