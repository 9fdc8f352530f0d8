package dev.portcullis.conformance.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.rego.value.JsonLimits;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.rego.value.RegoYaml;
import dev.portcullis.rego.value.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What users may set: a mistake is named, and every value is described and has a default.
final class ValuesTest {
    /// Open on purpose: the files of server and bridge are judged by them, and what Helm or Kubernetes define is
    /// theirs.
    private static final Set<String> NOT_OURS = Set.of("server", "config", "global");

    @TempDir
    private Path scratch;

    private Chart chart;

    @BeforeEach
    void open() throws IOException {
        chart = new Chart(scratch);
    }

    @ParameterizedTest
    @CsvSource({
        "pdp-server.replicas, two, /replicas",
        "pdp-server.replica, 2, replica",
        "pdp-server.image.digest, sha256:12, /image/digest",
        "pdp-server.image.pullPolicy, Sometimes, /image/pullPolicy",
        "pdp-server.storage.size, 20, /storage/size",
        "pdp-server.runAsUser, 0, /runAsUser",
        "pdp-server.trust, MCow, /trust",
        "pdp-server.server.management, null, management",
        "pdp-server.server.management.address, 127.0.0.1, /server/management/address",
        "pdp-server.server.management.beyond_loopback, false, /server/management/beyond_loopback",
        "pdp-server.server.management.port, 0, /server/management/port",
        "pdp-server.server.grpc.tcp.port, grpc, /server/grpc/tcp/port",
        "pdp-server.podDisruptionBudget.maxUnavailable, 0, /podDisruptionBudget/maxUnavailable",
        "pdp-server.networkPolicy.client, x, client",
        "pdp-server.volumes.lineage, null, lineage",
        "pdp-server.bridge.enabled, true, /bridge/config",
        "pdp-server.bridge.enabld, true, enabld",
        "pdp-server.bridge.config.vault.listen.address, 127.0.0.1, /bridge/config/vault/listen",
        "pdp-server.bridge.config.pdp, null, pdp",
        "lineage-sync.interval, often, /interval",
        "lineage-sync.keyId, UPPER, /keyId",
        "lineage-sync.keySecret, '', /keySecret",
        "lineage-sync.volumes.evidences, x, evidences",
        "pdp-servr.replicas, 2, pdp-servr",
    })
    void wrongValue_isNamed(String name, String value, String expected) {
        RuntimeException refused = assertThrows(RuntimeException.class, () -> chart.render(Map.of(name, value)));

        assertTrue(String.valueOf(refused.getMessage()).contains(expected), refused::getMessage);
    }

    @ParameterizedTest
    @CsvSource({"pdp-server", "lineage-sync"})
    void everyValue_isDescribedAndHasADefault(String name) throws Exception {
        List<String> wrong = new ArrayList<>();
        judge(read(name, "values.schema.json"), read(name, "values.yaml"), "", wrong);

        assertEquals(List.of(), wrong);
    }

    @Test
    void schemaWithAMistake_isFound() throws YamlException {
        RegoValue schema = RegoYaml.read("{properties: {a: {properties: {b: {}}}}}", JsonLimits.DOCUMENT);
        List<String> wrong = new ArrayList<>();
        judge(schema, RegoYaml.read("{a: {}}", JsonLimits.DOCUMENT), "", wrong);

        assertEquals(
                List.of(
                        "/ is open",
                        "/a is not described",
                        "/a is open",
                        "/a/b is not described",
                        "/a/b has no default"),
                wrong);
    }

    private RegoValue read(String name, String file) throws IOException, YamlException {
        return RegoYaml.read(Files.readString(chart.file("charts/" + name + "/" + file)), JsonLimits.DOCUMENT);
    }

    private static void judge(RegoValue schema, RegoValue values, String place, List<String> wrong) {
        if (!(Chart.at(schema, "properties") instanceof RegoObject properties)) {
            return;
        }
        if (Chart.at(schema, "additionalProperties") != RegoBoolean.FALSE) {
            wrong.add((place.isEmpty() ? "/" : place) + " is open");
        }
        for (int slot = 0; slot < properties.size(); slot++) {
            String name =
                    assertInstanceOf(RegoString.class, properties.key(slot)).value();
            judgeOne(name, properties.value(slot), values, place + "/" + name, wrong);
        }
    }

    private static void judgeOne(String name, RegoValue schema, RegoValue values, String place, List<String> wrong) {
        if (!(Chart.at(schema, "description") instanceof RegoString)) {
            wrong.add(place + " is not described");
        }
        if (NOT_OURS.contains(name)) {
            return;
        }
        RegoValue value = Chart.at(values, name);
        if (value == null) {
            wrong.add(place + " has no default");
        } else {
            judge(schema, value, place, wrong);
        }
    }
}
