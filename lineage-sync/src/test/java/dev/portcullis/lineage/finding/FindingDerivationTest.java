package dev.portcullis.lineage.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.lineage.connector.ConsumerType;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.lineage.graph.Estate;
import dev.portcullis.snapshot.Edge.Kind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FindingDerivationTest {
    private static final long DAY = Duration.ofDays(1).toNanos();
    private static final long NOW = 1000 * DAY;
    private static final String KEY = "aws:access_key:A";
    private static final String BUCKET = "aws:s3_bucket:b";
    private static final String AGENT = "endpoint:ai_agent:l/a";
    private static final String PLACE = "vault:secret:v/a";

    @ParameterizedTest
    @CsvSource({
        "aws_access_key, STATIC, ACTIVE, 909, long_lived_credential(high) A 999",
        "opaque, STATIC, ACTIVE, 909, long_lived_credential(medium) A 999",
        "opaque, STATIC, ACTIVE, 910, ",
        "opaque, STATIC, ACTIVE, , ",
        "opaque, EPHEMERAL, ACTIVE, 1, ",
        "opaque, STATIC, REVOKED, 1, ",
        "opaque, STATIC, DEACTIVATED, 1, ",
    })
    void longLivedCredential_staticAndOlderThanNinetyDays(
            String type,
            NodeFact.Lifetime lifetime,
            NodeFact.Status status,
            @Nullable Long createdDay,
            @Nullable String finding) {
        var credential = new NodeFact.Credential(
                KEY, type, lifetime, status, createdDay == null ? null : createdDay * DAY, null);
        assertEquals(finding == null ? List.of() : List.of(finding), Found.in(new Estate().and(credential), NOW));
    }

    @Test
    void duplicateLocation_moreThanOne_sinceTheSecond() {
        var estate = new Estate().credential(KEY).location(PLACE, null).location("github:file:x/y", null);
        estate.edge(Kind.STORED_IN, KEY, PLACE, "copy", 5 * DAY);
        assertEquals(List.of(), Found.in(estate, NOW));
        estate.edge(Kind.STORED_IN, KEY, "github:file:x/y", "copy", 3 * DAY);
        assertEquals(List.of("duplicate_location(medium) A 5"), Found.in(estate, NOW));
    }

    @ParameterizedTest
    @CsvSource({"true, true, ", "false, true, unsanctioned_location(high) v/a 5", "false, false, "})
    void unsanctionedLocation_onlyWithACredentialInIt(boolean sanctioned, boolean stored, @Nullable String finding) {
        var estate = new Estate().credential(KEY).and(new NodeFact.Location(PLACE, null, sanctioned, false));
        if (stored) {
            estate.edge(Kind.STORED_IN, KEY, PLACE, "copy", 5 * DAY);
        }
        assertEquals(finding == null ? List.of() : List.of(finding), Found.in(estate, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "circleci:log:l/1, copy, credential_exposed(high) A 5|secret_in_log(high) l/1 5",
        "circleci:log:l/1, retired, secret_in_log(low) l/1 5",
        "slack:message:l/1, copy, credential_exposed(high) A 5|secret_in_log(high) l/1 5",
        "vault:secret:l/1, copy, ",
    })
    void exposure_onlyOfAVersionThatWorks(String place, String via, @Nullable String found) {
        var estate = new Estate().credential(KEY).location(place, null).edge(Kind.STORED_IN, KEY, place, via, 5 * DAY);
        assertEquals(found == null ? List.of() : List.of(found.split("\\|")), Found.in(estate, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "aws:lambda_env:1/f/KEY, secret_in_environment_variable(high) 1/f/KEY 5",
        "endpoint:env_var:l/KEY, secret_in_environment_variable(high) l/KEY 5",
        "aws:secret:1/KEY, ",
    })
    void secretInEnvironmentVariable_onlyInAVariable(String place, @Nullable String found) {
        var estate = new Estate().credential(KEY).location(place, null);
        assertEquals(List.of(), Found.in(estate, NOW));
        estate.edge(Kind.STORED_IN, KEY, place, "copy", 5 * DAY);
        assertEquals(found == null ? List.of() : List.of(found), Found.in(estate, NOW));
    }

    @ParameterizedTest
    @CsvSource({"t:group:a, t:group:b, true", "t:group:a, t:group:a, false", "t:group:a, , false"})
    void credentialShared_byDifferentTeams(String one, @Nullable String other, boolean found) {
        var estate = new Estate()
                .credential(KEY)
                .group("t:group:a", null)
                .group("t:group:b", null)
                .person("hr:worker:1", null, one)
                .person("hr:worker:2", null, other)
                .consumer("k8s:deployment:c/a", ConsumerType.WORKLOAD)
                .consumer("k8s:deployment:c/b", ConsumerType.WORKLOAD)
                .owner("k8s:deployment:c/a", "hr:worker:1", 1)
                .owner("k8s:deployment:c/b", "hr:worker:2", 1)
                .edge(Kind.CONSUMED_BY, KEY, "k8s:deployment:c/a", "fetch", 7 * DAY)
                .edge(Kind.CONSUMED_BY, KEY, "k8s:deployment:c/b", "fetch", 9 * DAY);
        assertEquals(found ? List.of("credential_shared(medium) A 7") : List.of(), Found.in(estate, NOW));
    }

    @ParameterizedTest
    @CsvSource({"ambient, ambient_credential(high) l/a 5", "fetch, "})
    void ambientCredential_whenSomethingWasInherited(String via, @Nullable String finding) {
        var estate = new Estate()
                .credential(KEY)
                .consumer(AGENT, ConsumerType.AI_AGENT)
                .edge(Kind.CONSUMED_BY, KEY, AGENT, via, 5 * DAY);
        assertEquals(finding == null ? List.of() : List.of(finding), Found.in(estate, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        // kind of credential, consumer, environment of the sink and of the place
        "aws_access_key, AI_AGENT, production, , true",
        "aws_access_key, MCP_SERVER, , production, true",
        "github_pat, SAAS_APP, production, staging, true",
        "opaque, AI_AGENT, production, production, false",
        "aws_access_key, FUNCTION, production, production, false",
        "aws_access_key, USER, production, production, false",
        "aws_access_key, AI_AGENT, staging, development, false",
        "aws_access_key, AI_AGENT, , , false",
    })
    void productionCredentialNotEphemeral_agentWithAnAvoidableKey(
            String kind, ConsumerType type, @Nullable String sink, @Nullable String place, boolean found) {
        var estate = new Estate()
                .credential(KEY, kind, null)
                .consumer(AGENT, type)
                .resource(BUCKET, sink)
                .location(PLACE, place)
                .grant(KEY, BUCKET, Fact.Access.READ)
                .edge(Kind.STORED_IN, KEY, PLACE)
                .edge(Kind.CONSUMED_BY, KEY, AGENT, "fetch", 7 * DAY);
        assertEquals(
                found ? List.of("production_credential_not_ephemeral(high) A 7") : List.of(), Found.in(estate, NOW));
    }

    @Test
    void productionIsJudgedInTheHandsOfTheAgent() {
        var estate = new Estate()
                .credential(KEY, "aws_access_key", null)
                .consumer(AGENT, ConsumerType.AI_AGENT)
                .resource(BUCKET, "production")
                .grant(KEY, BUCKET, Fact.Access.READ)
                .and(new Fact.Grant(KEY, AGENT, BUCKET, Fact.Access.READ, Fact.Verdict.NO))
                .edge(Kind.CONSUMED_BY, KEY, AGENT, "fetch", 7 * DAY);
        assertEquals(List.of(), Found.in(estate, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        ", false, 999, consumer_unresolved(high) A 990",
        "vault:role:v/auth/approle/ghost, false, 999, consumer_unresolved(high) A 990",
        "endpoint:ai_agent:l/a, false, 999, ",
        ", true, 999, ",
        ", false, 910, ",
    })
    void consumerUnresolved_whenNobodyCanSayWhoItWas(
            @Nullable String consumer, boolean flagged, long lastDay, @Nullable String finding) {
        long first = Math.min(990, lastDay) * DAY;
        var estate = new Estate().credential(KEY).consumer(AGENT, ConsumerType.AI_AGENT);
        estate.and(new Fact.Use(KEY, consumer, null, first, lastDay * DAY, 2, flagged));
        assertEquals(finding == null ? List.of() : List.of(finding), Found.in(estate, NOW));
    }

    @ParameterizedTest
    @CsvSource({"true, true, open_secret_path(medium) v/a 5", "false, true, ", "true, false, "})
    void openSecretPath_onlyWithACredentialInIt(boolean open, boolean stored, @Nullable String finding) {
        var estate = new Estate().credential(KEY).and(new NodeFact.Location(PLACE, null, true, open));
        if (stored) {
            estate.edge(Kind.STORED_IN, KEY, PLACE, "copy", 5 * DAY);
        }
        assertEquals(finding == null ? List.of() : List.of(finding), Found.in(estate, NOW));
    }

    @Test
    void statedFindingsNeedTheirSubject_tombstonesAndTasksDoNot() {
        var estate = new Estate()
                .credential(KEY)
                .and(new Fact.OpenFinding(KEY, "credential_exposed", Fact.Severity.HIGH, 5 * DAY, false))
                .and(new Fact.OpenFinding("t:x:gone", "credential_exposed", Fact.Severity.HIGH, 5 * DAY, false))
                .and(new Fact.OpenFinding("t:agent:gone", "agent_terminated", Fact.Severity.HIGH, 5 * DAY, true))
                .and(new Fact.OpenFinding("task:refund/1", "task_ended", Fact.Severity.LOW, 5 * DAY, true));
        assertEquals(
                List.of(
                        "credential_exposed(high) A 5",
                        "agent_terminated(high) gone 5 tombstone",
                        "task_ended(low) refund/1 5 tombstone"),
                Found.in(estate, NOW));
    }
}
