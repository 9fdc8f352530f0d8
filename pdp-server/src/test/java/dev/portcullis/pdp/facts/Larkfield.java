package dev.portcullis.pdp.facts;

import dev.portcullis.snapshot.BaselineTuple.Level;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.Node;
import dev.portcullis.snapshot.Node.Ownership;
import dev.portcullis.snapshot.Node.Usage;
import dev.portcullis.snapshot.Reach;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A few rows of the sample company, and short forms to add more.
final class Larkfield {
    static final String DANA = "workday:worker:1004";
    static final String PRIYA = "workday:worker:1003";
    static final String HANA = "workday:worker:1008";
    static final String QUEUE = "okta:group:larkfield/security-queue";
    static final String DANA_USER = "okta:user:larkfield/dana.kim";
    static final String DANA_DB = "endpoint:mcp_server:lt-dana-01/db-explorer";
    static final String DANA_CURSOR = "endpoint:ai_agent:lt-dana-01/cursor";
    static final String CAPTURE = "aws:lambda:111122223333/eu-west-1/payment-capture";
    static final String S_PSP = "vault:secret:vault-prod/kv/payments/psp-api-key";
    static final String C_PSP = "vault:opaque:vault-prod/kv/payments/psp-api-key";
    static final String PSP = "mesh:service:egress/api.psp.example.com";
    static final String K_CURSOR = "aws:access_key:AKIACURSORENVEXAMPLE";
    static final String U_DANA_DEV = "aws:user:111122223333/dana-dev";
    static final String R_EXPORTS = "aws:role:111122223333/exports-daily-reader";
    static final String EXPORTS = "aws:s3_bucket:larkfield-exports";
    static final String EXPORTS_DAILY = "aws:s3_prefix:larkfield-exports/daily/";

    /// 10 minutes before the time of the tests.
    static final long LAST_SEEN_NS = 1_793_609_400_000_000_000L;

    private Larkfield() {}

    /// People, the secret of T9 with its one consumer, and the laptop of T21.
    static SnapshotFixture addTo(SnapshotFixture snapshot) {
        people(snapshot);
        paymentSecret(snapshot);
        laptop(snapshot);
        return snapshot;
    }

    private static void people(SnapshotFixture snapshot) {
        String joel = "workday:worker:1009";
        String tomas = "workday:worker:1002";
        snapshot.with(
                new Node.Owner(QUEUE, null, "active", QUEUE, List.of(QUEUE)),
                person(tomas, "tomas.lindqvist", tomas, QUEUE),
                person(joel, "joel.brandt", joel, tomas, QUEUE),
                person(PRIYA, "priya.raman", PRIYA, tomas, QUEUE),
                person(HANA, "hana.sato", HANA, joel, tomas, QUEUE),
                person(DANA, "dana.kim", DANA, PRIYA, tomas, QUEUE));
    }

    private static void paymentSecret(SnapshotFixture snapshot) {
        snapshot.with(
                        location(S_PSP, "production"),
                        credential(C_PSP, "opaque", HANA, 0.91),
                        consumer(CAPTURE, "function", "aws", HANA),
                        new Node.Resource(PSP, "service", "production", "financial", null, null, null))
                .edge(Edge.Kind.STORED_IN, C_PSP, S_PSP)
                .edge(Edge.Kind.CONSUMED_BY, C_PSP, CAPTURE)
                .reach(C_PSP, null, new Reach.Sink(PSP, "write", "yes"))
                .seen(Level.EXACT, C_PSP, CAPTURE)
                .seen(Level.OWNER, C_PSP, HANA + "|workload")
                .seen(Level.TYPE, C_PSP, "function")
                .finding(C_PSP, "long_lived_credential", "medium", 1_748_563_200_000_000_000L);
    }

    private static void laptop(SnapshotFixture snapshot) {
        snapshot.with(
                        onLaptop(DANA_USER, "user", true),
                        onLaptop(DANA_DB, "mcp_server", false),
                        onLaptop(DANA_CURSOR, "ai_agent", true),
                        new Node.Identity(U_DANA_DEV, "user", "111122223333", "production", "active", null, null),
                        new Node.Credential(
                                K_CURSOR,
                                "aws_access_key",
                                "static",
                                "active",
                                NOW_MINUS_539_DAYS,
                                null,
                                new Ownership(DANA, 0.97, null),
                                usage(1, "eu-west-1")),
                        new Node.StorageLocation(
                                "endpoint:env_var:lt-dana-01/dana/AWS_ACCESS_KEY_ID",
                                "endpoint_env_var",
                                "lt-dana-01",
                                "dana/AWS_ACCESS_KEY_ID",
                                "development",
                                true),
                        new Node.Resource(EXPORTS, "s3_bucket", "production", "pii", null, null, null),
                        new Node.Resource(EXPORTS_DAILY, "s3_prefix", "production", "pii", EXPORTS, null, null),
                        new Node.Resource(
                                R_EXPORTS,
                                "aws_role",
                                "production",
                                null,
                                null,
                                new Ownership(PRIYA, 0.88, null),
                                usage(1, "eu-west-1")))
                .edge(Edge.Kind.BOUND_TO, DANA_DB, DANA_USER)
                .edge(Edge.Kind.BOUND_TO, DANA_CURSOR, DANA_USER)
                .edge(Edge.Kind.CONSUMED_BY, K_CURSOR, DANA_CURSOR, "ambient")
                .edge(Edge.Kind.STORED_IN, K_CURSOR, "endpoint:env_var:lt-dana-01/dana/AWS_ACCESS_KEY_ID")
                .edge(Edge.Kind.AUTHENTICATES, K_CURSOR, U_DANA_DEV)
                .edge(Edge.Kind.CONSUMED_BY, R_EXPORTS, DANA_USER)
                .reach(R_EXPORTS, null, new Reach.Sink(EXPORTS_DAILY, "read", "yes"));
    }

    /// 2025-05-12T09:00:00Z.
    private static final long NOW_MINUS_539_DAYS = SnapshotFixture.NOW_NS - 539 * SnapshotFixture.DAY_NS;

    static Node.Owner person(String id, String login, String... escalation) {
        return new Node.Owner(id, login + "@larkfield.example.com", "active", id, List.of(escalation));
    }

    static Node.StorageLocation location(String id, @Nullable String environment) {
        String path = id.substring("vault:secret:vault-prod/".length());
        return new Node.StorageLocation(id, "vault_secret", "vault-prod", path, environment, true);
    }

    static Node.Credential credential(String id, String kind, String owner, double score) {
        Ownership ownership = new Ownership(owner, score, null);
        return new Node.Credential(id, kind, "static", "active", null, null, ownership, usage(1, "eu-west-1"));
    }

    /// A consumer in production, in the region and zone most of them are in.
    static Node.Consumer consumer(String id, String type, String platform, @Nullable String owner) {
        Ownership ownership = owner == null ? null : new Ownership(owner, 0.9, null);
        return new Node.Consumer(
                id, type, platform, "production", "eu-west-1", "prod-core", null, true, null, null, ownership);
    }

    static Usage usage(int consumers, String... regions) {
        return new Usage(consumers, LAST_SEEN_NS, List.of(regions), false);
    }

    private static Node.Consumer onLaptop(String id, String type, boolean sanctioned) {
        return new Node.Consumer(
                id,
                type,
                "endpoint",
                "development",
                "eu-west-1",
                "office",
                null,
                sanctioned,
                null,
                null,
                new Ownership(DANA, 0.97, null));
    }
}
