package dev.portcullis.pdp.facts;

import static dev.portcullis.pdp.facts.LineageDocumentTest.assertJson;
import static dev.portcullis.pdp.facts.SnapshotFixture.NOW_NS;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.Node;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Asking for what lies below a path.
class PrefixTest {
    private static final String SHARED = "vault:secret:vault-prod/kv/shared/";

    @TempDir
    Path directory;

    private SnapshotFixture estate;

    @BeforeEach
    void writeEstate() {
        estate = Larkfield.addTo(new SnapshotFixture(directory));
    }

    @Test
    void list_isAboutWhatEverythingBelowHasInCommon() {
        secret("etl-key", "production", Larkfield.HANA, Larkfield.CAPTURE);
        secret("more/key", "production", Larkfield.HANA, 0.75, Larkfield.DANA_CURSOR);
        RegoObject lineage = list(SHARED);
        assertJson("""
                {"known": true, "uid": "vault:secret:vault-prod/kv/shared/", "kind": "vault_secret",
                 "environment": "production", "consumer_groups": ["agent", "workload"],
                 "owner": {"uid": "workday:worker:1008", "email": "hana.sato@larkfield.example.com",
                  "status": "active", "score": 0.75, "accountable": "workday:worker:1008",
                  "escalation": ["workday:worker:1008", "workday:worker:1009", "workday:worker:1002",
                   "okta:group:larkfield/security-queue"]}}
                """, lineage.get("target"));
        assertJson("""
                {"total": 0, "truncated": false, "by_class": {}, "sinks": []}
                """, lineage.get("reach"));
        assertNull(lineage.get("credential"));
    }

    @Test
    void differentOwnersAndEnvironments_areNotInCommon_butProductionIs() {
        secret("a", "staging", Larkfield.HANA, Larkfield.CAPTURE);
        secret("b", "development", Larkfield.DANA, Larkfield.CAPTURE);
        assertJson("""
                {"known": true, "uid": "vault:secret:vault-prod/kv/shared/", "kind": "vault_secret",
                 "consumer_groups": ["workload"]}
                """, list(SHARED).get("target"));
        secret("c", "production", Larkfield.HANA, Larkfield.CAPTURE);
        assertJson("""
                {"known": true, "uid": "vault:secret:vault-prod/kv/shared/", "kind": "vault_secret",
                 "environment": "production", "consumer_groups": ["workload"]}
                """, list(SHARED).get("target"));
    }

    @Test
    void nothingBelow_isUnknown() {
        secret("etl-key", "production", Larkfield.HANA, Larkfield.CAPTURE);
        assertJson(
                "{\"known\": false}", list("vault:secret:vault-prod/kv/share/").get("target"));
        assertJson(
                "{\"known\": false}", list("vault:secret:vault-prod/kv/shared").get("target"));
        assertJson("{\"known\": false}", list("vault:secret:vault-prod/kv/zzz/").get("target"));
    }

    @Test
    void otherActions_doNotAskForWhatIsBelow() {
        secret("etl-key", "production", Larkfield.HANA, Larkfield.CAPTURE);
        RegoObject lineage =
                new LineageDocument(estate.open()).of(Requests.of(Larkfield.CAPTURE, "secret.read", SHARED), NOW_NS);
        assertJson("{\"known\": false}", lineage.get("target"));
    }

    @Test
    void rowWhoseIdEndsInASlash_isThatRow() {
        RegoObject lineage = list(Larkfield.EXPORTS_DAILY);
        assertJson("""
                {"known": true, "uid": "aws:s3_prefix:larkfield-exports/daily/", "kind": "s3_prefix",
                 "environment": "production", "consumer_groups": []}
                """, lineage.get("target"));
    }

    @Test
    void moreThanIsLookedAt_saysOnlyWhatIsCertain() {
        for (int i = 0; i <= TargetResolution.MAX_BELOW; i++) {
            estate.with(Larkfield.location(SHARED + "key-%05d".formatted(i), "staging"));
        }
        assertJson("""
                {"known": true, "uid": "vault:secret:vault-prod/kv/shared/"}
                """, list(SHARED).get("target"));
        estate.with(Larkfield.location(SHARED + "a-first-one", "production"));
        assertJson("""
                {"known": true, "uid": "vault:secret:vault-prod/kv/shared/", "environment": "production"}
                """, list(SHARED).get("target"));
    }

    private void secret(String name, String environment, String owner, String consumer) {
        secret(name, environment, owner, 0.9, consumer);
    }

    private void secret(String name, String environment, String owner, double score, String consumer) {
        Node.Credential credential = Larkfield.credential("vault:opaque:" + name, "opaque", owner, score);
        estate.with(Larkfield.location(SHARED + name, environment), credential)
                .edge(Edge.Kind.STORED_IN, credential.id(), SHARED + name)
                .edge(Edge.Kind.CONSUMED_BY, credential.id(), consumer);
    }

    private RegoObject list(String prefix) {
        return new LineageDocument(estate.open()).of(Requests.of(Larkfield.CAPTURE, "secret.list", prefix), NOW_NS);
    }
}
