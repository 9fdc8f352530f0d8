package dev.portcullis.lineage.connector.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.lineage.connector.Batch;
import dev.portcullis.lineage.connector.Connector;
import dev.portcullis.lineage.connector.ConnectorContract;
import dev.portcullis.lineage.connector.ConnectorException;
import dev.portcullis.lineage.connector.Evidence;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.Rfc3339;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the connector makes of lines that OpenBao 2.7.2 wrote: a role and a service account read a secret, a
/// token that a token made calls itself `forged`, and root reads too. The raw recording shows values in clear.
final class VaultAuditConnectorTest extends ConnectorContract {
    private static final String SECRET = "vault:secret:lab/kv/payments/psp-api-key";
    private static final String ROLE = "vault:role:lab/auth/approle/settle";
    private static final String SETTLE = "vault:entity:lab/4db05656-4f48-355d-22fe-6716ea0e382e";
    private static final String ORDERS = "vault:entity:lab/66696ad5-eefc-6953-9696-f200cb8e028c";

    @TempDir
    Path directory;

    @Override
    protected Connector connector() {
        try {
            Files.write(file(), Recording.lines("hashed"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return following(Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashed", "raw"})
    void recordedLines_sayWhoReadWhat(String recording) throws Exception {
        List<String> facts = facts(Map.of(), recording);
        assertEquals(
                List.of(
                        "identity " + SETTLE,
                        "identity " + ORDERS,
                        "edge FEDERATES_TO " + ROLE + " " + SETTLE,
                        "edge FEDERATES_TO vault:role:lab/auth/jwt/ci " + ORDERS,
                        "use " + ROLE + " denied vault:secret:lab/kv/hidden/x 1",
                        "use null " + SECRET + " 1",
                        "use " + SETTLE + " " + SECRET + " 1",
                        "use " + ROLE + " " + SECRET + " 1",
                        "use vault:role:lab/auth/jwt/ci " + SECRET + " 1"),
                facts);
    }

    @Test
    void knownCluster_namesTheServiceAccount() throws Exception {
        List<String> facts = facts(Map.of("jwt", "eks-prod"), "hashed");
        assertTrue(
                facts.contains("use k8s:service_account:eks-prod/orders/orders-api " + SECRET + " 1"), facts::toString);
        assertTrue(
                facts.contains("edge FEDERATES_TO k8s:service_account:eks-prod/orders/orders-api " + ORDERS),
                facts::toString);
    }

    @Test
    void metadataOfACreatedToken_isNobody() throws Exception {
        assertFalse(read("hashed").toString().contains("forged"));
        assertTrue(String.join("\n", Recording.lines("hashed")).contains("\"role_name\":\"forged\""));
    }

    @Test
    void valuesAndTokens_endInTheReader() throws Exception {
        String lines = String.join("\n", Recording.lines("raw"));
        String batch = read("raw").toString();
        for (String canary : Recording.secrets()) {
            assertTrue(lines.contains(canary));
            assertFalse(batch.contains(canary));
        }
        assertFalse(batch.contains("hmac-sha256"));
        assertFalse(read("hashed").toString().contains("hmac-sha256"));
    }

    @Test
    void watermark_isTheNewestLine_andReferencesAreRequests() throws Exception {
        Batch batch = read("hashed");
        assertEquals(Rfc3339.parse("2026-11-25T11:59:36.507305659Z"), batch.watermarkNs());
        assertEquals("vault-audit", batch.source());
        Evidence denied = batch.evidence().stream()
                .filter(each -> each.fact() instanceof Fact.Use use && use.flagged())
                .findFirst()
                .orElseThrow();
        assertTrue(denied.reference().startsWith("audit of lab, request baba8dd7-"), denied.reference());
        assertEquals(Rfc3339.parse("2026-11-25T11:59:36.462974554Z"), denied.observedNs());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        not json                                                     | is not JSON
        [1]                                                          | is not a JSON object
        {"time":"2026-11-25T11:59:36Z","request":{}}                 | field `type` is missing
        {"type":"both","request":{}}                                 | field `type` is neither `request` nor `response`
        {"type":"request"}                                           | field `request` is missing
        {"type":"request","request":{"operation":"read"}}            | field `time` is missing
        {"type":"request","time":"now","request":{"operation":"x"}}  | field `time` is not a time in UTC such as `2026-11-02T09:00:00Z`
        {"type":"request","request":{"operation":7}}                 | field `operation` is not a string
        {"type":"request","request":{"operation":"x","path":"kv/hvs.CANARY"}} | field `path` looks like a secret
        {"type":"request","time":"2026-11-25T11:59:36Z","request":{"operation":"x","id":"a b"}} | has an id that is none
        """)
    void garbledLine_isNamedAndTheRestCounts(String garbled, String why) throws Exception {
        Files.writeString(file(), garbled + "\n");
        Files.write(file(), Recording.lines("hashed"), StandardOpenOption.APPEND);
        Batch batch = following(Map.of()).fetch(Batch.Cursor.START);
        assertEquals(List.of(file() + ":1: " + why + ", the line is skipped"), batch.skipped());
        assertEquals(read("hashed").evidence(), batch.evidence());
    }

    @Test
    void manyGarbledLines_areCounted() throws Exception {
        Files.writeString(file(), "x\n".repeat(8));
        Batch batch = following(Map.of()).fetch(Batch.Cursor.START);
        assertEquals(6, batch.skipped().size());
        assertEquals(file() + ": 3 more lines are skipped", batch.skipped().getLast());
        assertEquals(0, batch.watermarkNs());
    }

    @Test
    void noFile_isAFailure() {
        var missing =
                assertThrows(ConnectorException.class, () -> following(Map.of()).fetch(Batch.Cursor.START));
        assertEquals(file() + ": does not exist", missing.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "kv, kv/, read, kv/data/a/b, vault:secret:lab/kv/a/b",
        "kv, kv/, list, kv/data/a/b,",
        "kv, kv/, create, kv/data/a/b,",
        "kv, kv/, read, kv/metadata/a/b,",
        "kv, kv/, read, kv/subkeys/a,",
        "kv, kv/, read, kv/data,",
        "kv, old/, read, old/a/b, vault:secret:lab/old/a/b",
        "kv, kv/, read, other/data/a,",
        "database, db/, read, db/creds/orders-rw, vault:role:lab/db/orders-rw",
        "database, db/, read, db/config/x,",
        "aws, aws/, update, aws/creds/etl, vault:role:lab/aws/etl",
        "transit, transit/, update, transit/creds/x,",
        "'', '', read, sys/health,",
    })
    void things_areNamedAsEverywhere(String type, String mount, String operation, String path, String id)
            throws Exception {
        var target = new AuditEntry.Target("", operation, mount, type, path);
        assertEquals(id, new AuditIds(new VaultAudit(file(), "lab", Map.of(), 100)).thing(target));
    }

    @Test
    void namespaces_standBeforeTheMount() throws Exception {
        assertEquals(
                List.of(
                        "identity vault:entity:lab/f33bd906-e1a7-0a7a-56a7-1c1e18273b06.2NqWu5",
                        "edge FEDERATES_TO vault:role:lab/team/auth/approle/r"
                                + " vault:entity:lab/f33bd906-e1a7-0a7a-56a7-1c1e18273b06.2NqWu5",
                        "use null vault:secret:lab/team/kv/a/b 2"),
                facts(Map.of(), "namespace"));
    }

    @Test
    void clusterName_holdsNoSlash() {
        assertThrows(IllegalArgumentException.class, () -> new VaultAudit(file(), "a/b", Map.of(), 100));
    }

    private List<String> facts(Map<String, String> kubernetes, String recording) throws Exception {
        Files.write(file(), Recording.lines(recording));
        Batch batch = following(kubernetes).fetch(Batch.Cursor.START);
        assertEquals(List.of(), batch.skipped());
        return batch.evidence().stream()
                .map(each -> Recording.words(each.fact()))
                .toList();
    }

    private Batch read(String recording) throws Exception {
        Files.write(file(), Recording.lines(recording));
        return following(Map.of()).fetch(Batch.Cursor.START);
    }

    private VaultAuditConnector following(Map<String, String> kubernetes) {
        return new VaultAuditConnector(new VaultAudit(file(), "lab", kubernetes, VaultAudit.MAX_LINE_BYTES));
    }

    private Path file() {
        return directory.resolve("audit.log");
    }
}
