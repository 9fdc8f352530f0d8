package dev.portcullis.conformance.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pdp.app.Settings;
import dev.portcullis.pdp.decision.Caller;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The example of a decision point beside an application: held to what the charts are held to, and to the chart.
final class SidecarTest {
    @TempDir
    private Path scratch;

    private Chart chart;
    private List<RegoObject> objects;

    @BeforeEach
    void open() throws Exception {
        chart = new Chart(scratch);
        objects = Chart.objects(Files.readString(chart.file("examples/sidecar.yaml")));
    }

    @Test
    void everyObject_isValidForKubernetes() throws IOException {
        for (RegoObject object : objects) {
            KubernetesModel.validate(object);
        }
        assertEquals(4, objects.size());
    }

    @Test
    void pod_isConfined() {
        Pod pod = pod();
        pod.assertConfined();
        assertEquals(2, pod.containers().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image",
                "args",
                "startupProbe",
                "livenessProbe",
                "readinessProbe",
                "resources",
                "securityContext",
                "volumeMounts"
            })
    void decisionPoint_isThatOfTheChart(String field) throws Exception {
        Pod ofTheChart = Pod.in(Chart.objects(chart.render(Map.of("lineage-sync.enabled", "false"))))
                .getFirst();
        RegoValue expected = Chart.at(ofTheChart.container("pdp-server"), field);

        assertNotNull(expected);
        assertEquals(expected, Chart.at(pod().container("pdp-server"), field));
    }

    /// The application may ask: it is a caller by its user, and the socket lies on a volume of both.
    @Test
    void application_reachesTheDecisionPoint() throws Exception {
        Settings settings = ServerFile.in(objects).read(scratch);
        Path socket = settings.doors().unix().orElseThrow().path();
        RegoValue application = pod().container("broker");

        RegoNumber user = assertInstanceOf(RegoNumber.class, Chart.at(application, "securityContext", "runAsUser"));
        assertTrue(settings.callers()
                .grant(new Caller(Caller.Type.UID, user.text()), "grpc")
                .isPresent());
        RegoArray mounts = assertInstanceOf(RegoArray.class, Chart.at(application, "volumeMounts"));
        assertEquals(
                RegoString.of(String.valueOf(socket.getParent())),
                Chart.at(mounts.toList().getFirst(), "mountPath"));
    }

    private Pod pod() {
        return Pod.in(objects).getFirst();
    }
}
