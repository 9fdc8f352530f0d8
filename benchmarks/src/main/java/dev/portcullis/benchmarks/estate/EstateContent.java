package dev.portcullis.benchmarks.estate;

import dev.portcullis.snapshot.BaselineTuple;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.Finding;
import dev.portcullis.snapshot.Node;
import dev.portcullis.snapshot.Reach;
import dev.portcullis.snapshot.SnapshotContent;
import dev.portcullis.snapshot.SnapshotVersion;
import dev.portcullis.snapshot.SourceWatermark;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Says everything about an [Estate]. Texts that are said again are the same objects, so ten million identities fit
/// into a heap of 8 GB.
final class EstateContent {
    static final long BUILT_AT_NS = 1_793_609_940_000_000_000L;

    private static final long DAY_NS = 86_400_000_000_000L;
    private static final long NOT_AFTER_NS = BUILT_AT_NS + 3650 * DAY_NS;
    private static final int MOST_SINKS = 2_000;
    private static final String[] CLASSES = {"pii", "confidential", "internal", "public"};

    private final Estate estate;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private final List<Reach> reaches = new ArrayList<>();
    private final List<BaselineTuple> baseline = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> identities = new ArrayList<>();
    private final List<String> consumers = new ArrayList<>();
    private final List<String> resources = new ArrayList<>();
    private final List<Node.Ownership> owners = new ArrayList<>();
    private final List<List<Reach.Sink>> policies = new ArrayList<>();

    EstateContent(Estate estate) {
        this.estate = estate;
    }

    SnapshotContent build() {
        humans();
        resources();
        identities();
        workloads();
        for (int agent = 0; agent < estate.agents(); agent++) {
            agent(agent);
        }
        var sources =
                List.of(new SourceWatermark("aws", BUILT_AT_NS, "ok"), new SourceWatermark("vault", BUILT_AT_NS, "ok"));
        return new SnapshotContent(
                new SnapshotVersion(1, 1),
                BUILT_AT_NS,
                NOT_AFTER_NS,
                sources,
                nodes,
                edges,
                reaches,
                baseline,
                findings);
    }

    private void humans() {
        for (int human = 0; human < estate.humans(); human++) {
            String id = Estate.human(human);
            String lead = Estate.human(human / 8);
            nodes.add(new Node.Owner(id, "user-" + human + "@larkfield.example.com", "active", id, List.of(id, lead)));
            owners.add(new Node.Ownership(id, 0.5 + human % 50 / 100.0, null));
        }
    }

    private Node.Ownership owner(int number) {
        return owners.get(number % owners.size());
    }

    private void resources() {
        for (int resource = 0; resource < estate.resources(); resource++) {
            String id = Estate.resource(resource);
            resources.add(id);
            nodes.add(new Node.Resource(
                    id, "s3_bucket", Estate.environment(resource), CLASSES[resource % 4], null, owner(resource), null));
        }
        for (int policy = 0; policy < estate.policies(); policy++) {
            policies.add(sinks(Estate.random("policy", policy)));
        }
    }

    /// Few sets reach much, most reach little: the size of a set is at least x with a probability of about 1/x.
    private List<Reach.Sink> sinks(SplittableRandom random) {
        int size = (int) Math.min(Math.min(MOST_SINKS, resources.size()), 1 / (1 - random.nextDouble()));
        int first = random.nextInt(resources.size());
        var sinks = new ArrayList<Reach.Sink>(size);
        for (int i = 0; i < size; i++) {
            String access = random.nextInt(4) == 0 ? "write" : "read";
            sinks.add(new Reach.Sink(resources.get((first + i) % resources.size()), access, "yes"));
        }
        return sinks;
    }

    private void identities() {
        for (int number = 0; number < estate.identities(); number++) {
            String id = Estate.identity(number);
            identities.add(id);
            String type = id.substring(id.indexOf(':') + 1, id.indexOf(':', id.indexOf(':') + 1))
                    .intern();
            nodes.add(new Node.Identity(
                    id, type, "larkfield", Estate.environment(number), "active", created(number), owner(number)));
            if (number % 10 == 9) {
                edges.add(new Edge(Edge.Kind.ASSUMES, id, identities.get(number / 2), null));
            }
        }
    }

    private static long created(int number) {
        return BUILT_AT_NS - number % 1_500 * DAY_NS;
    }

    private void workloads() {
        for (int number = 0; number < estate.workloads(); number++) {
            consumer(Estate.workload(number), "function", "aws_lambda", number, 10L * number);
        }
    }

    /// @param identity any number, taken modulo the identities
    private void consumer(String id, String type, String platform, int number, long identity) {
        consumers.add(id);
        nodes.add(new Node.Consumer(
                id,
                type,
                platform,
                Estate.environment(number),
                Estate.region(number),
                "prod-core",
                created(number),
                true,
                null,
                null,
                owner(number)));
        edges.add(new Edge(Edge.Kind.RUNS_AS, id, identities.get((int) (identity % identities.size())), null));
    }

    private void agent(int agent) {
        String id = Estate.agent(agent);
        consumer(id, "mcp_server", "endpoint", agent, 50L * agent + 1);
        for (int number = 0; number < Estate.credentialsOf(agent); number++) {
            credential(agent, id, number);
        }
    }

    private void credential(int agent, String consumer, int number) {
        String id = Estate.credential(agent, number);
        SplittableRandom random = Estate.random("use", 16 * agent + number);
        boolean overused = random.nextDouble() < Estate.OVERUSED;
        nodes.add(new Node.Credential(
                id,
                "aws_access_key",
                "static",
                "active",
                created(agent),
                null,
                owner(agent),
                new Node.Usage(overused ? 2 : 1, BUILT_AT_NS - DAY_NS, List.of(Estate.region(agent)), false)));
        edges.add(new Edge(Edge.Kind.AUTHENTICATES, id, identities.get(random.nextInt(identities.size())), null));
        use(id, consumer);
        if (overused) {
            use(id, consumers.get(random.nextInt(estate.workloads())));
        }
        reaches.add(new Reach(id, null, policies.get(random.nextInt(policies.size()))));
        places(agent, id, number, random);
    }

    private void use(String credential, String consumer) {
        edges.add(new Edge(Edge.Kind.CONSUMED_BY, credential, consumer, null));
        baseline.add(new BaselineTuple(
                BaselineTuple.Level.EXACT, credential, consumer, BUILT_AT_NS - DAY_NS, BUILT_AT_NS + 30 * DAY_NS));
    }

    private void places(int agent, String credential, int number, SplittableRandom random) {
        boolean exposed = random.nextDouble() < Estate.EXPOSED;
        boolean duplicated = random.nextDouble() < Estate.DUPLICATED;
        String path = Estate.vaultPath(agent, number);
        if (!exposed || duplicated) {
            store(
                    credential,
                    new Node.StorageLocation(
                            "vault:secret:vault-prod/" + path, "vault_secret", "vault-prod", path, "production", true));
        }
        if (exposed) {
            String file = Estate.filePath(agent, number);
            store(
                    credential,
                    new Node.StorageLocation(
                            "endpoint:file:lt-" + agent + "/" + file,
                            "endpoint_file",
                            "lt",
                            file,
                            "development",
                            false));
            findings.add(new Finding(credential, "unsanctioned_location", "high", created(agent), false));
        } else if (duplicated) {
            store(
                    credential,
                    new Node.StorageLocation(
                            "aws:secret:" + Estate.account(agent) + "/" + path,
                            "aws_secret",
                            "aws",
                            path,
                            "production",
                            true));
        }
    }

    private void store(String credential, Node.StorageLocation location) {
        nodes.add(location);
        edges.add(new Edge(Edge.Kind.STORED_IN, credential, location.id(), null));
    }
}
