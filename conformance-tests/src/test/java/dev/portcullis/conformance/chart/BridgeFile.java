package dev.portcullis.conformance.chart;

import dev.portcullis.bridge.app.BridgeSettings;
import dev.portcullis.bridge.app.BridgeSettingsReader;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The bridge's configuration in a ConfigMap.
record BridgeFile(String text) {
    /// The one among these objects, if the bridge is enabled there.
    static Optional<BridgeFile> in(List<RegoObject> objects) {
        for (RegoObject object : objects) {
            if (Chart.at(object, "data", "bridge.yaml") instanceof RegoString text) {
                return Optional.of(new BridgeFile(text.value()));
            }
        }
        return Optional.empty();
    }

    /// What the bridge itself reads in it.
    ///
    /// @throws SettingsException of the bridge
    BridgeSettings read(Path scratch) throws IOException, SettingsException {
        Path file = Files.writeString(scratch.resolve("bridge.yaml"), text);
        return new BridgeSettingsReader(file, Map.of(), Map.of()).read();
    }
}
