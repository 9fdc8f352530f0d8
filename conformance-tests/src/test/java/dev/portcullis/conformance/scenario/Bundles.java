package dev.portcullis.conformance.scenario;

import dev.portcullis.conformance.WorkTree;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// The bundle of the repository, as it is and with other settings.
final class Bundles {
    private static final Path BUNDLE = WorkTree.root().resolve("policy-bundles/credential-governance");
    private static final String SETTINGS = "portcullis/settings/data.json";

    private final Path scratch;
    private final Map<RegoObject, Path> copies = new HashMap<>();

    /// @param scratch a directory for copies
    Bundles(Path scratch) {
        this.scratch = scratch;
        copies.put(RegoObject.empty(), BUNDLE);
    }

    /// The directory of a bundle whose settings have these laid over them.
    Path with(RegoObject settings) throws IOException, JsonException {
        Path known = copies.get(settings);
        if (known != null) {
            return known;
        }
        Path copy = scratch.resolve("bundle-" + copies.size());
        copyTo(copy);
        Path file = copy.resolve(SETTINGS);
        RegoObject all = Overlay.of((RegoObject) RegoJson.read(Files.readAllBytes(file)), settings);
        Files.writeString(file, RegoJson.writePretty(all));
        copies.put(settings, copy);
        return copy;
    }

    private static void copyTo(Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(BUNDLE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(BUNDLE.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
