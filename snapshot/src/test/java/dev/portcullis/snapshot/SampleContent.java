package dev.portcullis.snapshot;

import java.util.List;

/// A small company: every kind of node, edge end, list and absence once. The worked example of
/// docs/spec/snapshot-v1.md is [#tiny()].
final class SampleContent {
    static final String PRIYA = "workday:worker:1003";
    static final String QUEUE = "okta:group:larkfield/security-queue";
    static final String ROLE = "aws:role:111122223333/settle-payments";
    static final String SETTLE = "aws:lambda:111122223333/eu-west-1/settle-payments";
    static final String KEY = "vault:opaque:vault-prod/kv/payments/psp-api-key";
    static final String LOCATION = "vault:secret:vault-prod/kv/payments/psp-api-key";
    static final String PSP = "mesh:service:egress/api.psp.example.com";
    static final String DATABASE = "aws:rds_cluster:111122223333/eu-west-1/customer-data";
    static final String SCHEMA = "aws:rds_schema:111122223333/eu-west-1/customer-data/orders";
    static final String TASK = "task:agent_run/4711";

    static final long BUILT_AT_NS = 1_793_609_940_000_000_000L;
    static final long NOT_AFTER_NS = BUILT_AT_NS + 86_400_000_000_000L;

    private SampleContent() {}

    static SnapshotContent full() {
        var owned = new Node.Ownership(PRIYA, 0.91, null);
        return new SnapshotContent(
                new SnapshotVersion(7, 100),
                BUILT_AT_NS,
                NOT_AFTER_NS,
                List.of(
                        new SourceWatermark("vault", BUILT_AT_NS, "ok"),
                        new SourceWatermark("aws", BUILT_AT_NS - 1, "partial")),
                List.of(
                        new Node.Identity(ROLE, "role", "aws", "production", "active", 5L, owned),
                        new Node.Identity(QUEUE, "group", "okta", null, "active", null, null),
                        new Node.Credential(
                                KEY,
                                "opaque",
                                "static",
                                "active",
                                -1L,
                                null,
                                new Node.Ownership(null, 0, QUEUE),
                                new Node.Usage(1, 42L, List.of("eu-west-1", "us-east-1"), true)),
                        new Node.StorageLocation(
                                LOCATION, "vault_secret", "vault-prod", "kv/payments/psp-api-key", null, true),
                        new Node.Consumer(
                                SETTLE,
                                "function",
                                "aws_lambda",
                                "production",
                                "eu-west-1",
                                "prod-core",
                                9L,
                                true,
                                "sibling",
                                null,
                                owned),
                        new Node.Resource(DATABASE, "rds_cluster", "production", "pii", null, null, null),
                        new Node.Resource(SCHEMA, "rds_schema", null, "confidential", DATABASE, owned, null),
                        new Node.Resource(
                                PSP,
                                "service",
                                "production",
                                "financial",
                                null,
                                null,
                                new Node.Usage(0, null, List.of(), false)),
                        new Node.Owner(PRIYA, "priya@larkfield.example.com", "active", PRIYA, List.of(PRIYA, QUEUE)),
                        new Node.Owner(QUEUE, null, "active", QUEUE, List.of()),
                        new Node.SystemInstance("aws:account:111122223333", "account", "production")),
                List.of(
                        new Edge(Edge.Kind.STORED_IN, KEY, LOCATION, null),
                        new Edge(Edge.Kind.CONSUMED_BY, KEY, SETTLE, "ambient"),
                        new Edge(Edge.Kind.CONSUMED_BY, PSP, SETTLE, null),
                        new Edge(Edge.Kind.RUNS_AS, SETTLE, ROLE, null),
                        new Edge(Edge.Kind.MEMBER_OF, PRIYA, QUEUE, null),
                        new Edge(Edge.Kind.OWNED_BY, SETTLE, PRIYA, null)),
                List.of(
                        new Reach(KEY, null, List.of(new Reach.Sink(PSP, "write", "yes"))),
                        new Reach(
                                KEY,
                                SETTLE,
                                List.of(
                                        new Reach.Sink(SCHEMA, "read", "conditional"),
                                        new Reach.Sink(PSP, "write", "yes"))),
                        new Reach(PSP, null, List.of(new Reach.Sink(PSP, "write", "yes")))),
                List.of(
                        new BaselineTuple(BaselineTuple.Level.EXACT, KEY, SETTLE, 42, NOT_AFTER_NS),
                        new BaselineTuple(BaselineTuple.Level.TYPE, KEY, "function", 42, NOT_AFTER_NS)),
                List.of(
                        new Finding(KEY, "long_lived_credential", "medium", 7, false),
                        new Finding(TASK, "task_ended", "low", 8, true)));
    }

    /// One person who owns one secret that one function consumed.
    static SnapshotContent tiny() {
        return new SnapshotContent(
                new SnapshotVersion(7, 100),
                BUILT_AT_NS,
                NOT_AFTER_NS,
                List.of(new SourceWatermark("vault", BUILT_AT_NS, "ok")),
                List.of(
                        new Node.Credential(
                                "vault:opaque:v/k",
                                "opaque",
                                "static",
                                "active",
                                null,
                                null,
                                new Node.Ownership("hr:worker:1", 1, null),
                                null),
                        new Node.Consumer(
                                "aws:lambda:f",
                                "function",
                                "aws",
                                "production",
                                null,
                                null,
                                null,
                                true,
                                null,
                                null,
                                null),
                        new Node.Owner("hr:worker:1", null, "active", "hr:worker:1", List.of("hr:worker:1"))),
                List.of(new Edge(Edge.Kind.CONSUMED_BY, "vault:opaque:v/k", "aws:lambda:f", null)),
                List.of(),
                List.of(new BaselineTuple(
                        BaselineTuple.Level.EXACT, "vault:opaque:v/k", "aws:lambda:f", BUILT_AT_NS, NOT_AFTER_NS)),
                List.of(new Finding("vault:opaque:v/k", "long_lived_credential", "medium", BUILT_AT_NS, false)));
    }
}
