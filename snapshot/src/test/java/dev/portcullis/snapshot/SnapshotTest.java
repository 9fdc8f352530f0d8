package dev.portcullis.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The reader's answers about the sample, one question at a time.
final class SnapshotTest {
    private Snapshot snapshot;

    @BeforeEach
    void open() throws Exception {
        snapshot = TestSnapshots.open(TestSnapshots.write(SampleContent.full()), TestKeys.trust());
    }

    @AfterEach
    void close() {
        snapshot.close();
    }

    @Test
    void header() {
        assertEquals(new SnapshotVersion(7, 100), snapshot.version());
        assertEquals(SampleContent.BUILT_AT_NS, snapshot.builtAtNs());
        assertEquals(SampleContent.NOT_AFTER_NS, snapshot.notAfterNs());
        assertEquals("test-1", snapshot.keyId());
        assertEquals(
                List.of(
                        new SourceWatermark("aws", SampleContent.BUILT_AT_NS - 1, "partial"),
                        new SourceWatermark("vault", SampleContent.BUILT_AT_NS, "ok")),
                snapshot.sources());
    }

    @Test
    void consumer_columns() {
        int settle = snapshot.consumer(SampleContent.SETTLE);
        Consumers consumers = snapshot.consumers();
        assertEquals("function", consumers.type(settle));
        assertEquals("aws_lambda", consumers.platform(settle));
        assertEquals("production", consumers.environment(settle));
        assertEquals("eu-west-1", consumers.region(settle));
        assertEquals("prod-core", consumers.networkZone(settle));
        assertEquals(9, consumers.firstSeenNs(settle));
        assertTrue(consumers.sanctioned(settle));
        assertEquals("sibling", consumers.siblingKey(settle));
        assertEquals(Snapshot.ABSENT_NS, consumers.learningUntilNs(settle));
        assertEquals(snapshot.owner(SampleContent.PRIYA), consumers.ownership().owner(settle));
        assertEquals(Snapshot.NONE, consumers.ownership().standIn(settle));
        assertEquals(0.91, consumers.ownership().score(settle));
    }

    @Test
    void credential_columns() {
        int key = snapshot.credential(SampleContent.KEY);
        Credentials credentials = snapshot.credentials();
        assertEquals("opaque", credentials.kind(key));
        assertEquals("static", credentials.lifetimeClass(key));
        assertEquals("active", credentials.status(key));
        assertEquals(-1, credentials.createdNs(key));
        assertEquals(Snapshot.ABSENT_NS, credentials.expiresNs(key));
        assertEquals(Snapshot.NONE, credentials.ownership().owner(key));
        assertEquals(
                snapshot.owner(SampleContent.QUEUE), credentials.ownership().standIn(key));
        assertTrue(credentials.usage().known(key));
        assertEquals(1, credentials.usage().consumersSeen(key));
        assertEquals(42, credentials.usage().lastSeenNs(key));
        assertTrue(credentials.usage().learning(key));
        IntList regions = credentials.usage().usualRegions(key);
        assertEquals(2, regions.size());
        assertEquals("us-east-1", snapshot.string(regions.get(1)));
        assertThrows(IndexOutOfBoundsException.class, () -> regions.get(2));
    }

    @Test
    void resource_columns() {
        Resources resources = snapshot.resources();
        int schema = snapshot.resource(SampleContent.SCHEMA);
        int database = snapshot.resource(SampleContent.DATABASE);
        int psp = snapshot.resource(SampleContent.PSP);
        assertEquals(database, resources.parent(schema));
        assertEquals(Snapshot.NONE, resources.parent(database));
        assertNull(resources.environment(schema));
        assertEquals("pii", resources.dataClass(database));
        assertFalse(resources.usage().known(database));
        assertEquals(0, resources.usage().consumersSeen(database));
        assertEquals(0, resources.usage().usualRegions(database).size());
        assertTrue(resources.usage().known(psp));
        assertEquals(Snapshot.ABSENT_NS, resources.usage().lastSeenNs(psp));
        assertFalse(resources.ownership().known(psp));
        assertEquals(Snapshot.NONE, resources.ownership().owner(psp));
    }

    @Test
    void owner_escalation() {
        int priya = snapshot.owner(SampleContent.PRIYA);
        int queue = snapshot.owner(SampleContent.QUEUE);
        assertEquals("priya@larkfield.example.com", snapshot.owners().email(priya));
        assertNull(snapshot.owners().email(queue));
        assertEquals(priya, snapshot.owners().accountable(priya));
        IntList escalation = snapshot.owners().escalation(priya);
        assertEquals(2, escalation.size());
        assertEquals(priya, escalation.get(0));
        assertEquals(queue, escalation.get(1));
        assertEquals(0, snapshot.owners().escalation(queue).size());
    }

    @Test
    void node_ofAnIdThatIsSharedByAnIdentityAndAnOwner() {
        int identity = snapshot.identity(SampleContent.QUEUE);
        int owner = snapshot.owner(SampleContent.QUEUE);
        assertEquals(NodeKind.IDENTITY, snapshot.kind(identity));
        assertEquals(NodeKind.OWNER, snapshot.kind(owner));
        assertEquals(identity, snapshot.node(SampleContent.QUEUE));
        assertEquals(Snapshot.NONE, snapshot.consumer(SampleContent.QUEUE));
    }

    @Test
    void node_ofAnUnknownId() {
        for (String id : List.of("", "aws", SampleContent.KEY + " ", SampleContent.TASK, "a\uD800", "a?")) {
            assertEquals(Snapshot.NONE, snapshot.node(id), id);
            assertEquals(0, snapshot.findings("x" + id).size());
        }
    }

    @Test
    void edges_inBothDirections() {
        int key = snapshot.credential(SampleContent.KEY);
        int psp = snapshot.resource(SampleContent.PSP);
        int settle = snapshot.consumer(SampleContent.SETTLE);
        Edges consumedBy = snapshot.edges(Edge.Kind.CONSUMED_BY);
        assertEquals(2, consumedBy.size());
        assertEquals(settle, consumedBy.targets(key).node(0));
        assertEquals("ambient", snapshot.string(consumedBy.targets(key).via(0)));
        assertEquals(Snapshot.NONE, consumedBy.targets(psp).via(0));
        EdgeList sources = consumedBy.sources(settle);
        var viaBySource = new TreeMap<Integer, Integer>();
        for (int i = 0; i < sources.size(); i++) {
            viaBySource.put(sources.node(i), sources.via(i));
        }
        assertEquals(new TreeMap<>(Map.of(key, snapshot.stringId("ambient"), psp, Snapshot.NONE)), viaBySource);
        assertEquals(0, consumedBy.targets(settle).size());
        assertEquals(0, snapshot.edges(Edge.Kind.CAN_CONTROL).targets(key).size());
        assertThrows(IndexOutOfBoundsException.class, () -> consumedBy.targets(snapshot.nodes()));
        assertThrows(IndexOutOfBoundsException.class, () -> consumedBy.targets(Snapshot.NONE));
        assertThrows(IndexOutOfBoundsException.class, () -> sources.node(2));
    }

    /// The member is the owner; the group is meant as the identity, which comes first.
    @Test
    void edges_toAnIdThatIsSharedByAnIdentityAndAnOwner() {
        EdgeList groups = snapshot.edges(Edge.Kind.MEMBER_OF).targets(snapshot.owner(SampleContent.PRIYA));
        assertEquals(snapshot.identity(SampleContent.QUEUE), groups.node(0));
    }

    @Test
    void reach_ofAConsumerAndOfAnyoneElse() {
        int key = snapshot.credential(SampleContent.KEY);
        int psp = snapshot.resource(SampleContent.PSP);
        int settle = snapshot.consumer(SampleContent.SETTLE);
        ReachSet general = snapshot.reach(key, Snapshot.NONE);
        ReachSet own = snapshot.reach(key, settle);
        ReachSet fallback = snapshot.reach(psp, settle);
        assertNotNull(general);
        assertNotNull(own);
        assertNotNull(fallback);
        assertEquals(1, general.size());
        assertEquals(psp, general.resource(0));
        assertEquals("write", snapshot.string(general.access(0)));
        assertEquals("yes", snapshot.string(general.verdict(0)));
        assertEquals(2, own.size());
        assertEquals(general.id(), fallback.id(), "equal sets are stored once");
        assertNull(snapshot.reach(snapshot.resource(SampleContent.SCHEMA), settle));
        assertNull(snapshot.reach(settle, settle));
        assertThrows(IndexOutOfBoundsException.class, () -> snapshot.reach(snapshot.nodes(), settle));
    }

    @Test
    void baseline_byLevelThingKeyAndTime() {
        BaselineTuple.Level exact = BaselineTuple.Level.EXACT;
        long last = SampleContent.NOT_AFTER_NS - 1;
        assertEquals(42, snapshot.baseline(exact, SampleContent.KEY, SampleContent.SETTLE, last));
        assertEquals(42, snapshot.baseline(BaselineTuple.Level.TYPE, SampleContent.KEY, "function", last));
        assertEquals(Snapshot.ABSENT_NS, snapshot.baseline(exact, SampleContent.KEY, SampleContent.SETTLE, last + 1));
        assertEquals(Snapshot.ABSENT_NS, snapshot.baseline(exact, SampleContent.SETTLE, SampleContent.KEY, last));
        assertEquals(Snapshot.ABSENT_NS, snapshot.baseline(exact, SampleContent.KEY, "function", last));
        assertEquals(Snapshot.ABSENT_NS, snapshot.baseline(exact, SampleContent.KEY, "a\uD800", last));
    }

    @Test
    void findings_onANodeAndOnATask() {
        FindingList onKey = snapshot.findings(SampleContent.KEY);
        assertEquals(1, onKey.size());
        assertEquals("long_lived_credential", onKey.code(0));
        assertEquals("medium", onKey.severity(0));
        assertEquals(7, onKey.sinceNs(0));
        assertFalse(onKey.tombstone(0));
        assertThrows(IndexOutOfBoundsException.class, () -> onKey.code(1));
        assertTrue(snapshot.findings(SampleContent.TASK).tombstone(0));
        assertEquals(0, snapshot.findings(SampleContent.SETTLE).size());
    }

    @Test
    void stringIds_compareAsTheStringsDo() {
        assertTrue(snapshot.stringId("aws") < snapshot.stringId("vault-prod"));
        assertTrue(snapshot.stringId(SampleContent.DATABASE) < snapshot.stringId(SampleContent.SCHEMA));
        assertEquals(Snapshot.NONE, snapshot.stringId("nowhere"));
        assertEquals(
                snapshot.stringId("production"),
                snapshot.consumers().environmentString(snapshot.consumer(SampleContent.SETTLE)));
    }

    @Test
    void startingWith_aPrefix() {
        Resources resources = snapshot.resources();
        int database = snapshot.resource(SampleContent.DATABASE);
        int schema = snapshot.resource(SampleContent.SCHEMA);
        assertEquals(new NodeRange(resources.first(), resources.end()), resources.startingWith(""));
        assertEquals(new NodeRange(database, schema + 1), resources.startingWith("aws:"));
        assertEquals(new NodeRange(schema, schema + 1), resources.startingWith("aws:rds_schema:"));
        assertEquals(new NodeRange(schema, schema + 1), resources.startingWith(SampleContent.SCHEMA));
        for (String prefix : List.of(SampleContent.SCHEMA + "x", "aws:rds_d", "a\uFFFF", "zz", "\uD800", "\0")) {
            assertTrue(resources.startingWith(prefix).isEmpty(), prefix);
        }
    }

    @Test
    void columns_ofANodeOfAnotherKind() {
        int settle = snapshot.consumer(SampleContent.SETTLE);
        assertThrows(
                IndexOutOfBoundsException.class, () -> snapshot.identities().type(settle));
        assertThrows(IndexOutOfBoundsException.class, () -> snapshot.consumers().region(Snapshot.NONE));
        assertThrows(IndexOutOfBoundsException.class, () -> snapshot.kind(snapshot.nodes()));
    }
}
