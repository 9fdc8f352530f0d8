package dev.portcullis.conformance.chart;

import dev.portcullis.pdp.app.Settings;
import dev.portcullis.pdp.app.SettingsReader;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The decision point's configuration in a ConfigMap.
record ServerFile(String text) {
    /// The one among these objects.
    static ServerFile in(List<RegoObject> objects) {
        for (RegoObject object : objects) {
            if (Chart.at(object, "data", "server.yaml") instanceof RegoString text) {
                return new ServerFile(text.value());
            }
        }
        throw new AssertionError("there is no configuration");
    }

    /// What the decision point itself reads in it.
    ///
    /// @throws SettingsException of the decision point
    Settings read(Path scratch) throws IOException, SettingsException {
        Path file = Files.writeString(scratch.resolve("server.yaml"), text);
        return new SettingsReader(file, Map.of(), Map.of()).read();
    }
}
