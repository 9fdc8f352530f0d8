package dev.portcullis.conformance.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.marcnuri.helm.LintResult;
import dev.portcullis.pdp.app.Settings;
import dev.portcullis.pdp.app.SettingsReader;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.rego.value.YamlException;
import dev.portcullis.settings.SettingsException;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChartTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("portcullis.root"), "conformance-tests/src/test/resources/charts/default.yaml");
    private static final Map<String, String> EVERYTHING = Map.of(
            "pdp-server.tlsSecret", "tls",
            "pdp-server.logKeySecret", "log-key",
            "pdp-server.server.log.key", "/keys/log.pem",
            "pdp-server.server.grpc.tcp.address", "0.0.0.0",
            "pdp-server.server.grpc.tcp.port", "8181",
            "pdp-server.server.grpc.tcp.tls.certificate", "/tls/tls.crt",
            "pdp-server.server.grpc.tcp.tls.key", "/tls/tls.key",
            "pdp-server.server.grpc.tcp.tls.client_ca", "/tls/ca.crt",
            "pdp-server.networkPolicy.clients[0].podSelector.matchLabels.app", "vault-bridge",
            "pdp-server.networkPolicy.monitoring[0].namespaceSelector.matchLabels.name", "monitoring");

    @TempDir
    private Path scratch;

    private Chart chart;

    @BeforeEach
    void open() throws IOException {
        chart = new Chart(scratch);
    }

    @Test
    void lint_findsNothing() throws IOException {
        LintResult result = chart.lint(scratch);

        assertFalse(result.isFailed(), () -> String.join("\n", result.getMessages()));
    }

    /// `-Dportcullis.goldens=write` writes what is rendered now.
    @Test
    void defaults_renderAsTheyDid() throws IOException {
        String rendered = chart.render(Map.of());
        if ("write".equals(System.getProperty("portcullis.goldens"))) {
            Files.writeString(GOLDEN, rendered);
        }

        assertEquals(Files.readString(GOLDEN), rendered);
    }

    @Test
    void everyObject_isValidForKubernetes() throws Exception {
        int seen = 0;
        for (Map<String, String> values : List.of(Map.<String, String>of(), EVERYTHING)) {
            for (RegoObject object : Chart.objects(chart.render(values))) {
                validate(object);
                seen++;
            }
        }
        assertEquals(18, seen);
    }

    /// The models refuse fields they do not know and the absence of those they need.
    private static void validate(RegoObject object) throws IOException {
        JsonElement json = JsonParser.parseString(RegoJson.write(object));
        String kind = text(Chart.at(object, "kind"));
        switch (kind) {
            case "ConfigMap" -> V1ConfigMap.validateJsonElement(json);
            case "Deployment" -> V1Deployment.validateJsonElement(json);
            case "NetworkPolicy" -> V1NetworkPolicy.validateJsonElement(json);
            case "PodDisruptionBudget" -> V1PodDisruptionBudget.validateJsonElement(json);
            case "Service" -> V1Service.validateJsonElement(json);
            case "ServiceAccount" -> V1ServiceAccount.validateJsonElement(json);
            case "StatefulSet" -> V1StatefulSet.validateJsonElement(json);
            default -> throw new AssertionError("no model for kind `" + kind + "`");
        }
    }

    @Test
    void everyPod_isConfined() throws YamlException {
        int containers = 0;
        for (RegoObject object : Chart.objects(chart.render(EVERYTHING))) {
            RegoValue pod = Chart.at(object, "spec", "template", "spec");
            if (pod == null) {
                continue;
            }
            assertEquals(RegoBoolean.FALSE, Chart.at(pod, "automountServiceAccountToken"));
            assertEquals(RegoBoolean.TRUE, Chart.at(pod, "securityContext", "runAsNonRoot"));
            assertEquals(RegoNumber.of(10_001), Chart.at(pod, "securityContext", "runAsUser"));
            assertEquals(RegoString.of("RuntimeDefault"), Chart.at(pod, "securityContext", "seccompProfile", "type"));
            for (RegoValue container : containers(pod)) {
                containers++;
                RegoValue context = Objects.requireNonNull(Chart.at(container, "securityContext"));
                assertEquals(RegoBoolean.TRUE, Chart.at(context, "readOnlyRootFilesystem"));
                assertEquals(RegoBoolean.FALSE, Chart.at(context, "allowPrivilegeEscalation"));
                assertEquals(RegoArray.of(RegoString.of("ALL")), Chart.at(context, "capabilities", "drop"));
            }
        }
        assertEquals(4, containers);
    }

    private static List<RegoValue> containers(RegoValue pod) {
        List<RegoValue> containers = new ArrayList<>();
        for (String kind : List.of("initContainers", "containers")) {
            if (Chart.at(pod, kind) instanceof RegoArray some) {
                containers.addAll(some.toList());
            }
        }
        return containers;
    }

    @Test
    void configuration_isReadByTheServer() throws Exception {
        for (Map<String, String> values : List.of(Map.<String, String>of(), EVERYTHING)) {
            Settings settings = settings(values);

            assertEquals(Path.of("/lineage/lineage.pcs"), settings.snapshot().file());
        }
    }

    private Settings settings(Map<String, String> values) throws Exception {
        for (RegoObject object : Chart.objects(chart.render(values))) {
            if (Chart.at(object, "data", "server.yaml") instanceof RegoString text) {
                Path file = Files.writeString(scratch.resolve("server.yaml"), text.value());
                return new SettingsReader(file, Map.of(), Map.of()).read();
            }
        }
        throw new AssertionError("no configuration was rendered");
    }

    @Test
    void settingTheServerDoesNotKnow_isNamed() {
        SettingsException refused = assertThrows(
                SettingsException.class, () -> settings(Map.of("pdp-server.server.log.directry", "/elsewhere")));

        assertTrue(refused.reason().contains("did you mean `directory`?"), refused.reason());
    }

    @ParameterizedTest
    @CsvSource({
        "pdp-server.replicas, two, /replicas",
        "pdp-server.replica, 2, replica",
        "pdp-server.image.digest, sha256:12, /image/digest",
        "pdp-server.storage.size, 20, /storage/size",
        "pdp-server.runAsUser, 0, /runAsUser",
        "lineage-sync.interval, often, /interval",
        "lineage-sync.keyId, UPPER, /keyId",
        "pdp-servr.replicas, 2, pdp-servr",
    })
    void wrongValue_isNamed(String name, String value, String expected) {
        RuntimeException refused = assertThrows(RuntimeException.class, () -> chart.render(Map.of(name, value)));

        assertTrue(String.valueOf(refused.getMessage()).contains(expected), refused::getMessage);
    }

    private static String text(@Nullable RegoValue value) {
        return assertInstanceOf(RegoString.class, value).value();
    }
}
