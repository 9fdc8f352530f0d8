package dev.portcullis.lineage.sync;

import static dev.portcullis.lineage.sync.Larkfield.CAPTURE;
import static dev.portcullis.lineage.sync.Larkfield.CURSOR;
import static dev.portcullis.lineage.sync.Larkfield.DANA;
import static dev.portcullis.lineage.sync.Larkfield.DANA_DB;
import static dev.portcullis.lineage.sync.Larkfield.EXPORTS_READER;
import static dev.portcullis.lineage.sync.Larkfield.HANA;
import static dev.portcullis.lineage.sync.Larkfield.PSP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.lineage.connector.Rfc3339;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.Node;
import dev.portcullis.snapshot.Snapshot;
import dev.portcullis.snapshot.SnapshotContent;
import dev.portcullis.snapshot.SnapshotVersion;
import dev.portcullis.snapshot.SnapshotWriter;
import dev.portcullis.snapshot.trust.KeyPairFiles;
import dev.portcullis.snapshot.trust.Purpose;
import dev.portcullis.snapshot.trust.SigningKey;
import dev.portcullis.snapshot.trust.Trust;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The sample estate yields the facts that the scenarios T9, T21 and T26 turn on.
final class LarkfieldTest {
    private static final String QUEUE = "okta:group:larkfield/security-queue";
    private static final String DANA_USER = "okta:user:larkfield/dana.kim";
    private static final String CURSOR_KEY = "aws:access_key:AKIACURSORENVEXAMPLE";
    private static final String SUPPORT_RO = "vault:role:vault-prod/database/support-ro";

    private static Larkfield estate;

    @BeforeAll
    static void read() throws Exception {
        estate = Larkfield.with();
    }

    @Test
    void everyEdgeThatIsSetAsideIsExplained() {
        assertEquals(List.of(), estate.derived().contradictions());
        assertEquals(9, estate.derived().setAside().size());
    }

    @ParameterizedTest
    @CsvSource({
        "1004, 1004, 1004 1003 1002 queue",
        "1008, 1008, 1008 1009 1002 queue",
        "1003, 1003, 1003 1002 1001 queue",
        "1007, 1007, 1007 1001 queue",
        "1001, 1001, 1001 queue",
        "1010, 1010, 1010 1001 queue",
        "1005, 1006, 1006 1002 queue",
        "1013, 1003, 1003 1002 queue",
    })
    void ownersEscalateToTheQueue(String person, String accountable, String chain) {
        Node.Owner owner = estate.node(Node.Owner.class, "workday:worker:" + person);
        assertEquals("workday:worker:" + accountable, owner.accountable());
        assertEquals(
                List.of(chain.split(" ")),
                owner.escalation().stream()
                        .map(id -> id.equals(QUEUE) ? "queue" : id.replace("workday:worker:", ""))
                        .toList());
    }

    @Nested
    final class T9 {
        @Test
        void credentialIsThatOfTheWorkedInput() {
            Node.Credential credential = estate.node(Node.Credential.class, PSP);
            assertEquals("opaque", credential.kind());
            assertEquals("static", credential.lifetimeClass());
            assertEquals("active", credential.status());
            assertEquals(new Node.Ownership(HANA, 0.91, null), credential.ownership());
            assertEquals(new Node.Usage(1, 1793609400000000000L, List.of("eu-west-1"), false), credential.usage());
            assertEquals(List.of(CAPTURE), estate.ends(Edge.Kind.CONSUMED_BY, PSP, null));
            assertEquals(List.of("mesh:service:egress/api.psp.example.com write yes"), estate.reached(PSP, DANA_DB));
            assertEquals(List.of("long_lived_credential(medium) 2025-05-30T00:00:00Z"), estate.findings(PSP));
            assertEquals(1748563200000000000L, Rfc3339.parse("2025-05-30T00:00:00Z"));
        }

        @Test
        void placeIsThatOfTheWorkedInput() {
            String asked = "vault:secret:vault-prod/kv/payments/psp-api-key";
            assertEquals(
                    new Node.StorageLocation(
                            asked, "vault_secret", "vault-prod", "kv/payments/psp-api-key", "production", true),
                    estate.node(Node.StorageLocation.class, asked));
            assertEquals(List.of(PSP), estate.ends(Edge.Kind.STORED_IN, null, asked));
        }

        @Test
        void sinkIsThatOfTheWorkedInput() {
            Node.Resource sink = estate.node(Node.Resource.class, "mesh:service:egress/api.psp.example.com");
            assertEquals("service", sink.type());
            assertEquals("production", sink.environment());
            assertEquals("financial", sink.dataClass());
        }

        @Test
        void consumerIsThatOfTheWorkedInput() {
            Node.Consumer consumer = estate.node(Node.Consumer.class, DANA_DB);
            assertEquals("mcp_server", consumer.type());
            assertEquals("endpoint", consumer.platform());
            assertEquals("development", consumer.environment());
            assertEquals("eu-west-1", consumer.region());
            assertEquals("office", consumer.networkZone());
            assertFalse(consumer.sanctioned());
            assertNull(consumer.learningUntilNs());
            assertEquals(new Node.Ownership(DANA, 0.97, null), consumer.ownership());
            assertEquals(List.of(DANA_USER), estate.ends(Edge.Kind.BOUND_TO, DANA_DB, null));
            assertEquals(List.of(), estate.ends(Edge.Kind.CONSUMED_BY, null, DANA_DB));
            assertEquals(List.of(), estate.findings(DANA_DB));
            assertEquals(List.of(), estate.findings(DANA));
            assertEquals(
                    "dana.kim@larkfield.example.com",
                    estate.node(Node.Owner.class, DANA).email());
        }

        @Test
        void nobodyButTheFunctionIsFamiliar() {
            assertEquals("EXACT", estate.level(PSP, CAPTURE));
            assertEquals("NEVER", estate.level(PSP, DANA_DB));
            assertEquals("NEVER", estate.level(PSP, DANA_USER));
        }

        @Test
        void canaryOfTheSameBlockIsASibling() throws Exception {
            Larkfield later = Larkfield.with("t9-silent-sibling");
            String canary = CAPTURE + "-canary";
            assertEquals("SIBLING", later.level(PSP, canary));
            assertEquals("EXACT", later.level(PSP, CAPTURE));
            assertEquals(List.of(), later.findings(canary));
            assertEquals(List.of(CAPTURE), later.ends(Edge.Kind.CONSUMED_BY, PSP, null));
            Node.Consumer consumer = later.node(Node.Consumer.class, canary);
            assertEquals(new Node.Ownership(HANA, 0.91, null), consumer.ownership());
        }

        @Test
        void orderPodsAreOneConsumer() {
            String login = "aws:db_login:111122223333/eu-west-1/customer-data/orders_app";
            assertEquals("EXACT", estate.level(login, "k8s:deployment:eks-prod/orders/orders-api"));
        }
    }

    @Nested
    final class T21 {
        @Test
        void shellKeyIsInheritedStaticAndInProduction() {
            Node.Credential key = estate.node(Node.Credential.class, CURSOR_KEY);
            assertEquals("aws_access_key", key.kind());
            assertEquals("static", key.lifetimeClass());
            assertEquals(new Node.Ownership(DANA, 0.97, null), key.ownership());
            assertEquals(List.of(CURSOR_KEY + " ambient"), ambient(CURSOR));
            assertEquals(
                    List.of(
                            "aws:s3_bucket:larkfield-exports read_write yes",
                            "aws:s3_bucket:larkfield-orders-archive read_write yes",
                            "aws:s3_bucket:larkfield-reports read_write yes",
                            "aws:s3_bucket:larkfield-web-assets read_write yes"),
                    estate.reached(CURSOR_KEY, CURSOR));
            assertEquals(
                    List.of(
                            "long_lived_credential(high) 2025-08-10T00:00:00Z",
                            "overprivileged(medium) 2025-08-10T00:00:00Z",
                            "production_credential_not_ephemeral(high) 2026-08-04T09:00:00Z"),
                    estate.findings(CURSOR_KEY));
            assertEquals(List.of("ambient_credential(high) 2026-08-04T09:00:00Z"), estate.findings(CURSOR));
        }

        @Test
        void roleIsStrangeToTheAgentAndFamiliarToThePerson() {
            Node.Resource role = estate.node(Node.Resource.class, EXPORTS_READER);
            assertEquals("aws_role", role.type());
            assertEquals("production", role.environment());
            Node.Ownership ownership = role.ownership();
            assertNotNull(ownership);
            assertEquals("workday:worker:1003", ownership.owner());
            assertEquals(new Node.Usage(1, 1793609400000000000L, List.of("eu-west-1"), false), role.usage());
            assertEquals(
                    List.of("aws:s3_prefix:larkfield-exports/daily/ read yes"), estate.reached(EXPORTS_READER, CURSOR));
            assertEquals("NEVER", estate.level(EXPORTS_READER, CURSOR));
            assertEquals("EXACT", estate.level(EXPORTS_READER, DANA_USER));
            Node.Resource prefix = estate.node(Node.Resource.class, "aws:s3_prefix:larkfield-exports/daily/");
            assertEquals("aws:s3_bucket:larkfield-exports", prefix.parent());
        }

        @Test
        void expectationMakesThePairExactAndNothingElse() throws Exception {
            Larkfield later = Larkfield.with("t21b");
            assertEquals("EXACT", later.level(EXPORTS_READER, CURSOR));
            assertEquals("NEVER", later.level(EXPORTS_READER, DANA_DB));
            assertEquals(
                    estate.node(Node.Resource.class, EXPORTS_READER), later.node(Node.Resource.class, EXPORTS_READER));
        }

        @Test
        void stagingSecretIsFamiliarAndStaging() {
            String login = "aws:db_login:777788889999/eu-west-1/orders-stg/demo";
            assertEquals("EXACT", estate.level(login, CURSOR));
            assertEquals(
                    List.of("vault:secret:vault-prod/kv/staging/demo-db"),
                    estate.ends(Edge.Kind.STORED_IN, login, null));
            assertEquals(
                    List.of("aws:rds_cluster:777788889999/eu-west-1/orders-stg read yes"),
                    estate.reached(login, CURSOR));
            Node.StorageLocation place =
                    estate.node(Node.StorageLocation.class, "vault:secret:vault-prod/kv/staging/demo-db");
            assertEquals("staging", place.environment());
        }
    }

    @Nested
    final class T26 {
        @ParameterizedTest
        @CsvSource({
            "aws:bedrock_agent:111122223333/eu-west-1/support-helper, bedrock, eu-west-1",
            "gcp:vertex_agent:larkfield-prod/europe-west1/price-bot, vertex, europe-west1",
            "azure:foundry_agent:larkfield-prod/ops-bot, foundry, westeurope",
        })
        void agentsOnManagedPlatformsKnowTheRole(String agent, String platform, String region) {
            Node.Consumer consumer = estate.node(Node.Consumer.class, agent);
            assertEquals(platform, consumer.platform());
            assertEquals("ai_agent", consumer.type());
            assertEquals("EXACT", estate.level(SUPPORT_RO, agent));
            Node.Usage usage = estate.node(Node.Resource.class, SUPPORT_RO).usage();
            assertNotNull(usage);
            assertTrue(usage.usualRegions().contains(region));
            assertFalse(usage.learning());
            assertEquals(
                    List.of("aws:rds_cluster:111122223333/eu-west-1/support-cases read yes"),
                    estate.reached(SUPPORT_RO, agent));
        }

        @ParameterizedTest
        @CsvSource({
            "aws:access_key:AKIABEDROCKAAEXAMPLE, aws_access_key",
            "gcp:sa_key:larkfield-prod/price-bot/kid-v1, gcp_sa_key",
            "entra:client_secret:larkfield/ops-bot/keyid-f1, azure_client_secret",
            "aws:db_login:111122223333/eu-west-1/customer-data/orders_app, db_password",
        })
        void presentedCredentialsAreStatic(String credential, String kind) {
            Node.Credential presented = estate.node(Node.Credential.class, credential);
            assertEquals(kind, presented.kind());
            assertEquals("static", presented.lifetimeClass());
        }

        @Test
        void onlyOpsBotInheritedItsCredential() {
            assertEquals(
                    List.of("entra:client_secret:larkfield/ops-bot/keyid-f1 ambient"),
                    ambient("azure:foundry_agent:larkfield-prod/ops-bot"));
            assertEquals(List.of(), ambient("aws:bedrock_agent:111122223333/eu-west-1/support-helper"));
            assertEquals(List.of(), ambient("gcp:vertex_agent:larkfield-prod/europe-west1/price-bot"));
        }

        @Test
        void toolServersKnowTheirSecrets() {
            String orders = "aws:db_login:111122223333/eu-west-1/customer-data/orders_app";
            String ticketing = "vault:opaque:vault-prod/kv/support/ticketing-api";
            String demo = "aws:db_login:777788889999/eu-west-1/orders-stg/demo";
            assertEquals("EXACT", estate.level(orders, "k8s:deployment:eks-prod/tools/mcp-orders"));
            assertEquals("EXACT", estate.level(ticketing, "k8s:deployment:eks-prod/tools/mcp-docs"));
            assertEquals("OWNER", estate.level(demo, DANA_DB));
            Node.Ownership owner = estate.node(Node.Credential.class, ticketing).ownership();
            assertNotNull(owner);
            assertEquals("workday:worker:1011", owner.owner());
        }
    }

    @Test
    void inheritedCredentialsAreUses() throws Exception {
        Larkfield later = Larkfield.with("t14-inherited-seven");
        String pdf = "endpoint:mcp_server:lt-dana-01/pdf-tools";
        assertEquals(
                7,
                later.ends(Edge.Kind.CONSUMED_BY, null, pdf).stream()
                        .filter(end -> end.endsWith(" ambient"))
                        .count());
        assertEquals(List.of("ambient_credential(high) 2026-11-02T08:57:00Z"), later.findings(pdf));
        assertEquals("NEVER", later.level(EXPORTS_READER, pdf));
    }

    @Test
    void newModelLearnsForADay() throws Exception {
        String helper = "aws:bedrock_agent:111122223333/eu-west-1/support-helper";
        assertNull(estate.node(Node.Consumer.class, helper).learningUntilNs());
        assertEquals(
                Rfc3339.parse("2026-11-03T08:00:00Z"),
                Larkfield.with("t22-model-change")
                        .node(Node.Consumer.class, helper)
                        .learningUntilNs());
    }

    @Test
    void whoLeftIsAnsweredForByTheirLead() throws Exception {
        Larkfield later = Larkfield.with("t24-ken-leaves");
        String ken = "workday:worker:1014";
        assertEquals("active", estate.node(Node.Owner.class, ken).status());
        Node.Owner gone = later.node(Node.Owner.class, ken);
        assertEquals("inactive", gone.status());
        assertEquals("workday:worker:1003", gone.accountable());
        assertEquals(List.of("owner_departed(high) 2026-11-02T09:30:00Z tombstone"), later.findings(ken));
    }

    @ParameterizedTest
    @CsvSource({
        "k8s:deployment:eks-prod/ledger/ledger-api, reports orders-archive",
        "aws:ecs_service:111122223333/eu-west-1/batch/ledger-batch, reports",
        "k8s:deployment:eks-prod/public/public-api, reports orders-archive?",
    })
    void sharedKeyReachesMoreInOnePlaceThanInAnother(String consumer, String buckets) {
        List<String> expected = Arrays.stream(buckets.split(" "))
                .map(name -> "aws:s3_bucket:larkfield-" + name.replace("?", "") + " read "
                        + (name.endsWith("?") ? "conditional" : "yes"))
                .sorted()
                .toList();
        assertEquals(expected, estate.reached("aws:access_key:AKIASHAREDETLEXAMPLE", consumer));
    }

    @ParameterizedTest
    @CsvSource({
        "aws:role:111122223333/shop-deploy, larkfield-web-assets read_write yes, egress/api.psp.example.com write yes",
        "salesforce:oauth_grant:00D000000EXAMPLE/grant-701, Contact read yes, Opportunity read yes",
        "vault:role:vault-prod/auth/kubernetes/refund, orders read_write yes, ",
    })
    void reachFollowsTrustAndControl(String thing, String first, @Nullable String second) {
        List<String> reached = estate.reached(thing, null);
        assertEquals(second == null ? 1 : 2, reached.size());
        assertTrue(reached.getFirst().endsWith(first), reached::toString);
        assertTrue(second == null || reached.getLast().endsWith(second), reached::toString);
    }

    @Test
    void oneIdentityOverThreeClouds() {
        assertEquals(
                List.of(
                        "aws:s3_bucket:larkfield-orders-archive read yes",
                        "azure:storage_container:larkfieldprod/settlements read yes",
                        "gcp:bigquery_dataset:larkfield-prod/clickstream read yes"),
                estate.reached("okta:service_app:larkfield/0oafulfilsync", null));
    }

    @Test
    void nobodyOwnsTheClone_systemOwnerStandsIn() {
        Node.Consumer clone = estate.node(Node.Consumer.class, "aws:lambda:111122223333/eu-central-1/order-settle");
        assertEquals(new Node.Ownership(null, 0, "workday:worker:1009"), clone.ownership());
        Node.Usage usage = estate.node(Node.Resource.class, "vault:role:vault-prod/database/settle-all")
                .usage();
        assertNotNull(usage);
        assertTrue(usage.learning());
    }

    @ParameterizedTest
    @CsvSource({
        "consumer_unowned, ''",
        "leaver_orphan, m01 m02 m03 m04 m05 m06 m07 m08 m09 m10 m11 m12 m13 m14",
        "open_secret_path, s-shared-etl",
        "overprivileged, k-cursor",
        "reach_exceeds_policy, settle-clone",
        "unowned_clone, settle-clone",
    })
    void findingsOnOwnersAndReach(String code, String handles) throws Exception {
        assertEquals(handles, estate.handlesWith(code));
    }

    @Test
    void whatADeveloperLeaves_isHisKeysAndAgents() throws Exception {
        assertEquals(
                "k-ken ken-crm ken-cursor m01 m02 m03 m04 m05 m06 m07 m08 m09 m10 m11 m12 m13 m14 pat-ken",
                Larkfield.with("t24-ken-leaves").handlesWith("leaver_orphan"));
    }

    @Test
    void workloadIdentityNamesOneConsumer() {
        assertEquals(
                List.of("k8s:deployment:eks-prod/orders/orders-api"),
                estate.ends(Edge.Kind.RUNS_AS, null, "k8s:service_account:eks-prod/orders/orders-api"));
    }

    @Test
    void snapshotFileSaysWhatWasDerived(@TempDir Path directory) throws Exception {
        KeyPairFiles pair = KeyPairFiles.generate(directory, "lab", Set.of(Purpose.SNAPSHOT), null, null);
        Derivation derived = estate.derived();
        var content = new SnapshotContent(
                new SnapshotVersion(7, 100),
                estate.nowNs(),
                estate.nowNs() + 1,
                List.of(),
                derived.nodes(),
                derived.edges(),
                derived.reaches(),
                derived.baseline(),
                derived.findings());
        Path file = directory.resolve("larkfield.pcs");
        new SnapshotWriter(SigningKey.read(pair.privateKey())).publish(content, file);
        Trust trust = Trust.of(List.of(pair.trusted()));
        try (Snapshot snapshot = Snapshot.open(file, trust, Instant.ofEpochSecond(1))) {
            assertEquals(
                    Set.copyOf(derived.nodes()), Set.copyOf(snapshot.toContent().nodes()));
            assertEquals(
                    Set.copyOf(derived.edges()), Set.copyOf(snapshot.toContent().edges()));
            assertEquals(
                    Set.copyOf(derived.findings()),
                    Set.copyOf(snapshot.toContent().findings()));
            assertEquals(
                    derived.reaches().size(), snapshot.toContent().reaches().size());
            assertEquals(derived.baseline().size(), snapshot.baselineSize());
        }
    }

    private static List<String> ambient(String consumer) {
        return estate.ends(Edge.Kind.CONSUMED_BY, null, consumer).stream()
                .filter(end -> end.endsWith(" ambient"))
                .toList();
    }
}
