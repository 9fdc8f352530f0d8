package dev.portcullis.cli.eval;

import dev.portcullis.rego.bundle.BundleLimits;
import dev.portcullis.rego.bundle.BundleReader;
import dev.portcullis.rego.bundle.BundleResult;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// One JSON or YAML file as a document.
final class DataFile {
    private static final String YAML_KEY = "document";

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

    /// YAML is read where OPA's rules for it live: as the one data file of a bundle, below a key of its own.
    private static RegoValue yaml(Path file, byte[] content) throws EvalException {
        var tree = new TreeMap<>(Map.of(YAML_KEY + "/data.yaml", content));
        return switch (new BundleReader(BundleLimits.DEFAULT).read(YAML_KEY, (_, _) -> tree)) {
            case BundleResult.Read(var bundle) -> {
                RegoValue document = bundle.data().get(YAML_KEY);
                yield document == null ? RegoObject.empty() : document;
            }
            case BundleResult.Rejected(var diagnostics) -> {
                var first = diagnostics.getFirst();
                throw EvalException.of(
                        file + ":" + first.span().row() + ":" + first.span().column() + ": " + first.message());
            }
        };
    }
}
