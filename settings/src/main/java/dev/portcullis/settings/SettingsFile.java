package dev.portcullis.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// A configuration file. Relative paths in it are relative to it.
public record SettingsFile(Path file) {
    /// The whole file as a mapping; values of `overrides` win.
    ///
    /// @throws SettingsException when it cannot be read or is not YAML
    public SettingsNode read(SettingsSource overrides) throws SettingsException {
        return new SettingsNode(file.toString(), "", parse().orElse(null), overrides);
    }

    private Optional<Node> parse() throws SettingsException {
        try {
            String text = Files.readString(file);
            LoadSettings load = LoadSettings.builder().setLabel(file.toString()).build();
            return new Compose(load).composeString(text);
        } catch (MarkedYamlEngineException wrong) {
            String place = wrong.getProblemMark()
                    .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                    .orElse("");
            throw new SettingsException(file + place + ": " + wrong.getProblem());
        } catch (YamlEngineException wrong) {
            throw new SettingsException(file + ": is not YAML: " + wrong.getMessage());
        } catch (IOException unreadable) {
            throw new SettingsException(file + ": cannot be read; give the configuration file with --config");
        }
    }

    /// A path as the file writes it.
    public Path path(String text) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return parent == null ? Path.of(text) : parent.resolve(text).normalize();
    }
}
