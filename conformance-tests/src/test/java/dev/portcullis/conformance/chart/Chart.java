package dev.portcullis.conformance.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import dev.portcullis.rego.value.JsonLimits;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.rego.value.RegoYaml;
import dev.portcullis.rego.value.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The umbrella chart in this work tree.
final class Chart {
    /// The least a user has to say.
    private static final String LEAST_VALUES = """
            pdp-server:
              trust: "key lineage snapshot - - MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
            lineage-sync:
              keySecret: portcullis-snapshot-key
            """;

    private final Path folder = Path.of(System.getProperty("portcullis.root"), "charts", "portcullis");
    private final Path values;

    /// @param scratch for values files
    Chart(Path scratch) throws IOException {
        values = Files.writeString(scratch.resolve("values.yaml"), LEAST_VALUES);
    }

    /// What Helm renders for the least values and these on top.
    ///
    /// @param files of values, the later ones over the earlier ones
    /// @throws IllegalStateException with Helm's text when it refuses
    String render(Map<String, String> more, Path... files) {
        TemplateCommand command =
                new Helm(folder).template().withName("p").withNamespace("test").withValuesFile(values);
        for (Path file : files) {
            command.withValuesFile(file);
        }
        more.forEach(command::set);
        return command.call();
    }

    /// A file in the chart.
    Path file(String name) {
        return folder.resolve(name);
    }

    /// Lints a copy whose defaults are the least values: the chart itself refuses to be without them.
    LintResult lint(Path scratch) throws IOException {
        Path copy = scratch.resolve("copy");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(folder.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        Files.writeString(copy.resolve("values.yaml"), LEAST_VALUES);
        return new Helm(copy).lint().strict().call();
    }

    /// The objects in what was rendered.
    static List<RegoObject> objects(String rendered) throws YamlException {
        List<RegoObject> objects = new ArrayList<>();
        for (String document : rendered.split("(?m)^---$", -1)) {
            if (RegoYaml.read(document, JsonLimits.DOCUMENT) instanceof RegoObject object) {
                objects.add(object);
            }
        }
        return objects;
    }

    /// What lies at a path of names; null when nothing does.
    static @Nullable RegoValue at(RegoValue value, String... names) {
        RegoValue at = value;
        for (String name : names) {
            if (!(at instanceof RegoObject object)) {
                return null;
            }
            RegoValue next = object.get(RegoString.of(name));
            if (next == null) {
                return null;
            }
            at = next;
        }
        return at;
    }
}
