package dev.portcullis.conformance.chart;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;

/// What the API of Kubernetes takes: its models refuse fields they do not know and the absence of those they need.
final class KubernetesModel {
    private KubernetesModel() {}

    /// @throws IllegalArgumentException of the model, with the field's name
    /// @throws AssertionError for a kind the charts did not have yet
    static void validate(RegoObject object) throws IOException {
        JsonElement json = JsonParser.parseString(RegoJson.write(object));
        String kind = Chart.at(object, "kind") instanceof RegoString text ? text.value() : "";
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
}
