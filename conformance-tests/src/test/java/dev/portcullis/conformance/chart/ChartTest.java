package dev.portcullis.conformance.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.marcnuri.helm.LintResult;
import dev.portcullis.bridge.app.BridgeSettings;
import dev.portcullis.bridge.pdp.Endpoint;
import dev.portcullis.pdp.app.Settings;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.YamlException;
import dev.portcullis.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the charts render for their defaults, for many nodes, with a bridge, and with all that is off by default.
final class ChartTest {
    private static final Path GOLDENS =
            Path.of(System.getProperty("portcullis.root"), "conformance-tests/src/test/resources/charts");
    /// Some clusters give each namespace a range of users as high as this.
    private static final String OFF_BY_DEFAULT = """
            pdp-server:
              runAsUser: 1000680000
              image: {digest: "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}
              pullSecrets: [{name: registry}]
              storage: {className: fast}
              nodeSelector: {disk: ssd}
              tolerations: [{operator: Exists}]
            lineage-sync:
              runAsUser: 1000680000
              image: {tag: 0.1.1}
              pullSecrets: [{name: registry}]
              nodeSelector: {disk: ssd}
              tolerations: [{operator: Exists}]
            """;

    @TempDir
    private Path scratch;

    private Chart chart;

    @BeforeEach
    void open() throws IOException {
        chart = new Chart(scratch);
    }

    private Map<String, String> renderings() throws IOException {
        Path forManyNodes = chart.file("examples/values-ha.yaml");
        Path withBridge = chart.file("examples/values-bridge.yaml");
        Path offByDefault = Files.writeString(scratch.resolve("off-by-default.yaml"), OFF_BY_DEFAULT);
        return Map.of(
                "default", chart.render(Map.of()),
                "ha", chart.render(Map.of(), forManyNodes),
                "bridge", chart.render(Map.of(), withBridge),
                "off-by-default", chart.render(Map.of(), offByDefault));
    }

    private List<RegoObject> objects() throws IOException, YamlException {
        List<RegoObject> objects = new ArrayList<>();
        for (String rendered : renderings().values()) {
            objects.addAll(Chart.objects(rendered));
        }
        return objects;
    }

    @Test
    void lint_findsNothing() throws IOException {
        LintResult result = chart.lint(scratch);

        assertFalse(result.isFailed(), () -> String.join("\n", result.getMessages()));
    }

    /// `-Dportcullis.goldens=write` writes what is rendered now.
    @ParameterizedTest
    @CsvSource({"default", "ha", "bridge", "off-by-default"})
    void rendering_isAsItWas(String name) throws IOException {
        String rendered = renderings().get(name);
        Path golden = GOLDENS.resolve(name + ".yaml");
        if ("write".equals(System.getProperty("portcullis.goldens"))) {
            Files.writeString(golden, rendered);
        }

        assertEquals(Files.readString(golden), rendered);
    }

    @Test
    void everyObject_isValidForKubernetes() throws Exception {
        List<RegoObject> objects = objects();
        for (RegoObject object : objects) {
            KubernetesModel.validate(object);
        }
        assertEquals(37, objects.size());
    }

    @Test
    void everyPod_isConfined() throws Exception {
        List<Pod> pods = Pod.in(objects());
        pods.forEach(Pod::assertConfined);

        // Of each rendering both; with the log's key or a bridge the server has a second container, as sync always has.
        assertEquals(8, pods.size());
        assertEquals(14, pods.stream().mapToInt(pod -> pod.containers().size()).sum());
    }

    @Test
    void configuration_isReadByTheServer() throws Exception {
        for (String rendered : renderings().values()) {
            Settings settings = ServerFile.in(Chart.objects(rendered)).read(scratch);

            assertEquals(Path.of("/lineage/lineage.pcs"), settings.snapshot().file());
        }
    }

    /// Beside the socket of the decision point in its pod, which lies on a volume of both.
    @Test
    void bridgeConfiguration_isReadByTheBridge() throws Exception {
        List<RegoObject> rendered =
                Chart.objects(Objects.requireNonNull(renderings().get("bridge")));
        BridgeSettings bridge = BridgeFile.in(rendered).orElseThrow().read(scratch);
        Path socket = ServerFile.in(rendered)
                .read(scratch)
                .doors()
                .unix()
                .orElseThrow()
                .path();

        assertEquals(new Endpoint.Socket(socket), bridge.pdp().endpoint());
        assertEquals(8_100, bridge.vault().orElseThrow().listen().address().getPort());
        assertTrue(BridgeFile.in(Chart.objects(chart.render(Map.of()))).isEmpty());
    }

    @Test
    void settingTheBridgeDoesNotKnow_isNamed() throws Exception {
        String rendered = chart.render(
                Map.of("pdp-server.bridge.config.vault.clustr", "vault-prod"),
                chart.file("examples/values-bridge.yaml"));
        BridgeFile file = BridgeFile.in(Chart.objects(rendered)).orElseThrow();
        SettingsException refused = assertThrows(SettingsException.class, () -> file.read(scratch));

        assertTrue(refused.reason().contains("did you mean `cluster`?"), refused.reason());
    }

    @Test
    void settingTheServerDoesNotKnow_isNamed() throws YamlException {
        ServerFile file =
                ServerFile.in(Chart.objects(chart.render(Map.of("pdp-server.server.log.directry", "/elsewhere"))));
        SettingsException refused = assertThrows(SettingsException.class, () -> file.read(scratch));

        assertTrue(refused.reason().contains("did you mean `directory`?"), refused.reason());
    }
}
