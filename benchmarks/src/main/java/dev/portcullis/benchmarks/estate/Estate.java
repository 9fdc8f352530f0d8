package dev.portcullis.benchmarks.estate;

import java.util.Locale;
import java.util.SplittableRandom;

/// How large a synthetic estate is and what its ids look like: everything follows from the number of identities.
/// The ratios are those that tests and benchmarks of this project share: 82 identities per human, 3 to 10
/// credentials per agent, 62 % of credentials in two places, 44 % in one that is not sanctioned, 60 % used by more
/// than one consumer, reach by a power law. What they do not say is chosen here: one agent per 50 identities, one
/// workload per 10, one resource per 20, one policy (a set of sinks that credentials share) per 200.
///
/// @param identities non-human identities
record Estate(int identities) {
    static final double DUPLICATED = 0.62;
    static final double EXPOSED = 0.44;
    static final double OVERUSED = 0.60;

    private static final int PER_HUMAN = 82;
    private static final int PER_AGENT = 50;
    private static final int PER_WORKLOAD = 10;
    private static final int PER_RESOURCE = 20;
    private static final int PER_POLICY = 200;
    private static final int ACCOUNTS = 400;
    private static final int LEAST_CREDENTIALS = 3;
    private static final int MOST_CREDENTIALS = 10;

    private static final String[] TEAMS = {
        "payments",
        "orders",
        "settlement",
        "reporting",
        "catalog",
        "search",
        "billing",
        "identity",
        "fulfilment",
        "media"
    };
    private static final String[] REGIONS = {"eu-west-1", "eu-central-1", "us-east-1", "ap-southeast-2"};
    private static final String[] ENVIRONMENTS = {"production", "production", "staging", "development"};

    int humans() {
        return atLeastOne(PER_HUMAN);
    }

    int agents() {
        return atLeastOne(PER_AGENT);
    }

    int workloads() {
        return atLeastOne(PER_WORKLOAD);
    }

    int resources() {
        return atLeastOne(PER_RESOURCE);
    }

    int policies() {
        return atLeastOne(PER_POLICY);
    }

    private int atLeastOne(int per) {
        return Math.max(1, identities / per);
    }

    /// The same numbers for the same thing in every run.
    static SplittableRandom random(String kind, int number) {
        return new SplittableRandom(31L * kind.hashCode() + 0x9e37_79b9_7f4a_7c15L * number);
    }

    static int credentialsOf(int agent) {
        return random("credentials", agent).nextInt(LEAST_CREDENTIALS, MOST_CREDENTIALS + 1);
    }

    static String identity(int number) {
        String team = TEAMS[number % TEAMS.length];
        return switch (number % 4) {
            case 0 -> "aws:role:" + account(number) + "/" + team + "-service-" + number;
            case 1 -> "k8s:service_account:eks-prod-" + number % 37 + "/" + team + "/worker-" + number;
            case 2 -> "gcp:service_account:larkfield-" + team + "/robot-" + number;
            default -> "entra:app:larkfield/" + team + "-" + Integer.toHexString(number) + "-app";
        };
    }

    static String account(int number) {
        return String.format(Locale.ROOT, "%012d", 111_122_223_333L + number % ACCOUNTS);
    }

    static String human(int number) {
        return "workday:worker:" + (100_000 + number);
    }

    static String agent(int number) {
        return "endpoint:mcp_server:lt-" + number / 3 + "/" + TEAMS[number % TEAMS.length] + "-explorer-" + number;
    }

    static String workload(int number) {
        return "aws:lambda:" + account(number) + "/" + region(number) + "/" + TEAMS[number % TEAMS.length] + "-job-"
                + number;
    }

    static String credential(int agent, int number) {
        return "aws:access_key:AKIA" + Integer.toUnsignedString(agent, 36).toUpperCase(Locale.ROOT) + "X" + number
                + "EXAMPLE";
    }

    static String vaultPath(int agent, int number) {
        return "kv/" + TEAMS[agent % TEAMS.length] + "/agent-" + agent + "/key-" + number;
    }

    static String filePath(int agent, int number) {
        return "home/user-" + agent % 997 + "/service-" + agent + "/.env." + number;
    }

    static String resource(int number) {
        return "aws:s3_bucket:larkfield-" + TEAMS[number % TEAMS.length] + "-data-" + number;
    }

    static String region(int number) {
        return REGIONS[number % REGIONS.length];
    }

    static String environment(int number) {
        return ENVIRONMENTS[number / 7 % ENVIRONMENTS.length];
    }
}
