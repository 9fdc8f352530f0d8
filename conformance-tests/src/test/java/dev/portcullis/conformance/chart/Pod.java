package dev.portcullis.conformance.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The pods that an object of Kubernetes asks for.
record Pod(RegoValue spec) {
    private static final RegoObject NO_CAPABILITIES = RegoObject.of(Map.of("drop", RegoArray.of(RegoString.of("ALL"))));

    /// Those of all objects that have some.
    static List<Pod> in(List<RegoObject> objects) {
        List<Pod> pods = new ArrayList<>();
        for (RegoObject object : objects) {
            RegoValue spec = Chart.at(object, "spec", "template", "spec");
            if (spec != null) {
                pods.add(new Pod(spec));
            }
        }
        return pods;
    }

    /// Containers of both kinds.
    List<RegoValue> containers() {
        List<RegoValue> containers = new ArrayList<>();
        for (String kind : List.of("initContainers", "containers")) {
            if (Chart.at(spec, kind) instanceof RegoArray some) {
                containers.addAll(some.toList());
            }
        }
        return containers;
    }

    /// The container of a name.
    RegoValue container(String name) {
        for (RegoValue container : containers()) {
            if (Objects.equals(Chart.at(container, "name"), RegoString.of(name))) {
                return container;
            }
        }
        throw new AssertionError("there is no container `" + name + "`");
    }

    /// Fails unless the pod can do nothing but run.
    void assertConfined() {
        assertEquals(RegoBoolean.FALSE, Chart.at(spec, "automountServiceAccountToken"));
        assertEquals(RegoString.of("RuntimeDefault"), Chart.at(spec, "securityContext", "seccompProfile", "type"));
        assertNotRoot(Objects.requireNonNull(Chart.at(spec, "securityContext", "runAsUser")));
        assertEquals(RegoBoolean.TRUE, Chart.at(spec, "securityContext", "runAsNonRoot"));
        for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
            assertNull(Chart.at(spec, shared));
        }
        containers().forEach(Pod::assertConfined);
    }

    private static void assertConfined(RegoValue container) {
        RegoObject context = assertInstanceOf(RegoObject.class, Chart.at(container, "securityContext"));
        assertEquals(RegoBoolean.TRUE, Chart.at(context, "readOnlyRootFilesystem"));
        assertEquals(RegoBoolean.FALSE, Chart.at(context, "allowPrivilegeEscalation"));
        assertEquals(NO_CAPABILITIES, Chart.at(context, "capabilities"));
        RegoValue user = Chart.at(context, "runAsUser");
        if (user != null) {
            assertNotRoot(user);
        }
        assertNull(Chart.at(context, "runAsNonRoot"));
        assertNull(Chart.at(context, "privileged"));
    }

    /// A user that Kubernetes reads as a whole number and that is not root.
    private static void assertNotRoot(RegoValue user) {
        RegoNumber id = assertInstanceOf(RegoNumber.class, user);
        assertTrue(id.isPlainLong() && id.longValue() > 0, () -> "user `" + id.text() + "`");
    }
}
