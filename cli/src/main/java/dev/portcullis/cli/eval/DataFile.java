package dev.portcullis.cli.eval;

import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.JsonLimits;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.rego.value.RegoYaml;
import dev.portcullis.rego.value.YamlException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// One JSON or YAML file as a document.
final class DataFile {
    private static final JsonLimits LIMITS = JsonLimits.DOCUMENT;

    private DataFile() {}

    static boolean isData(Path file) {
        return isYaml(file) || file.toString().endsWith(".json");
    }

    private static boolean isYaml(Path file) {
        return file.toString().endsWith(".yaml") || file.toString().endsWith(".yml");
    }

    static byte[] bytes(Path file) throws EvalException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw EvalException.of("there is no file `" + file + "`");
        } catch (AccessDeniedException denied) {
            throw EvalException.of("`" + file + "` may not be read by this user");
        } catch (IOException unreadable) {
            throw EvalException.of("`" + file + "` cannot be read: " + unreadable.getMessage());
        }
    }

    /// The document in a file; whatever does not end in a YAML suffix is JSON.
    static RegoValue read(Path file) throws EvalException {
        return isYaml(file) ? yaml(file, bytes(file)) : json(file.toString(), bytes(file));
    }

    /// @param name for messages
    static RegoValue json(String name, byte[] content) throws EvalException {
        try {
            return RegoJson.read(content);
        } catch (JsonException e) {
            throw EvalException.of(name + ":" + e.located());
        }
    }

    private static RegoValue yaml(Path file, byte[] content) throws EvalException {
        try {
            return RegoYaml.read(new String(content, StandardCharsets.UTF_8), LIMITS);
        } catch (YamlException wrong) {
            throw EvalException.of(file + ": " + wrong.getMessage());
        }
    }
}
