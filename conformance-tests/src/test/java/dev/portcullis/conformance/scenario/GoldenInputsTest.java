package dev.portcullis.conformance.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.conformance.WorkTree;
import dev.portcullis.rego.value.JsonLimits;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.rego.value.RegoYaml;
import dev.portcullis.snapshot.SnapshotContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The inputs that tests of the bundle start from are those that the decision point builds from a signed snapshot of
/// the
/// estate. With `-Dportcullis.goldens=write` they are written instead of compared.
final class GoldenInputsTest {
    private static final Path ESTATE =
            WorkTree.root().resolve("policy-bundles/credential-governance/portcullis/estate");
    private static final Scenario.Given BASE =
            new Scenario.Given(ScenarioReader.NOW, List.of(), Set.of(), List.of(), RegoObject.empty());
    private static final String HEAD = """
            # Written by GoldenInputsTest of conformance-tests from a signed snapshot of examples/larkfield; goldens.yaml lists them.
            # `goldens` are whole inputs by `<consumer> <action> <thing>`, `keys` the facts about credentials to present.
            package portcullis.estate_test
            """;

    @TempDir
    Path directory;

    @Test
    void goldenInputs_areThoseOfTheDecisionPoint() throws Exception {
        Path file = ESTATE.resolve("goldens_test.rego");
        String text = goldens();
        if ("write".equals(System.getProperty("portcullis.goldens"))) {
            Files.writeString(file, text);
        }
        assertEquals(text, Files.readString(file), "write them anew with -Dportcullis.goldens=write");
    }

    private String goldens() throws Exception {
        Handles handles = Handles.read();
        RegoValue list = RegoYaml.read(Files.readString(ESTATE.resolve("goldens.yaml")), JsonLimits.DOCUMENT);
        Fields fields = new Fields("goldens.yaml", (RegoObject) handles.resolve(list))
                .only("consumers", "things", "keys", "inputs");
        Estate estate = new Estate(Files.createDirectory(directory.resolve("evidence")));
        SnapshotContent content = estate.content(BASE, estate.batches(BASE));
        StringBuilder text = new StringBuilder(HEAD);
        try (Laboratory laboratory = new Laboratory(Files.createDirectory(directory.resolve("lab")))) {
            laboratory.setClock(Instant.parse(ScenarioReader.NOW));
            laboratory.load(bundle());
            laboratory.load(content);
            Inputs inputs =
                    new Inputs(laboratory, new Records(laboratory.logDirectory()), new Question(handles, content));
            for (String name : fields.texts("inputs")) {
                text.append(rule("goldens", name, inputs.named(name, fields)));
            }
            Fields keys = fields.nested("keys");
            for (String name : keys.keys()) {
                text.append(rule("keys", name, inputs.credential(keys.text(name), fields)));
            }
        }
        return text.toString();
    }

    /// The input does not depend on what decides, so the bundle whose tests need these inputs is left out of it.
    private Path bundle() throws IOException {
        Path bundle = Files.createDirectory(directory.resolve("bundle"));
        Files.writeString(bundle.resolve(".manifest"), "{\"roots\": [\"portcullis\"]}");
        Files.writeString(bundle.resolve("main.rego"), "package portcullis\n\ndecision := {\"effect\": \"DENY\"}\n");
        return bundle;
    }

    /// Asks, and takes the input from the record of the decision.
    private record Inputs(Laboratory laboratory, Records records, Question question) {
        private static final String ID = "0199f000-0000-7000-8000-000000000001";

        RegoObject named(String name, Fields fields) throws Exception {
            String[] words = name.split(" ", 3);
            return input(
                    fields.nested("consumers").text(words[0]),
                    RegoObject.empty(),
                    words[1],
                    fields.nested("things").text(words[2]));
        }

        /// The facts about a credential that somebody presents.
        RegoObject credential(String id, Fields fields) throws Exception {
            RegoObject presenting =
                    RegoObject.builder().put("credential", RegoString.of(id)).build();
            RegoObject input = input(
                    fields.nested("consumers").text("dana-cursor"),
                    presenting,
                    "role.assume",
                    fields.nested("things").text("exports-daily-reader"));
            return (RegoObject) Objects.requireNonNull(Comparison.at(input, "lineage.credential"), id);
        }

        private RegoObject input(String subject, RegoObject properties, String action, String resource)
                throws Exception {
            var when = new Scenario.When(
                    subject, null, null, properties, List.of(), action, resource, null, RegoObject.empty());
            RegoObject input =
                    records.input(laboratory.decide(question.of(ID, when)).decisionId());
            RegoObject request = (RegoObject) Objects.requireNonNull(input.get("request"));
            return Overlay.of(
                    input,
                    RegoObject.builder()
                            .put("request", Overlay.of(request, caller()))
                            .build());
        }

        /// The caller was this process, which is another one on every machine.
        private static RegoObject caller() {
            RegoObject proxy = RegoObject.builder()
                    .put("type", RegoString.of("spiffe"))
                    .put("id", RegoString.of("spiffe://larkfield.example.com/pep/vault-proxy"))
                    .build();
            return RegoObject.builder().put("caller", proxy).build();
        }
    }

    private static String rule(String name, String key, RegoObject value) {
        return "\n" + name + "[\"" + key + "\"] := json.unmarshal(`" + json(value, "  ") + "`)\n";
    }

    /// One line for each key, and for each key of `lineage`: what changes shows in a diff.
    private static String json(RegoObject object, String indent) {
        List<String> lines = new ArrayList<>();
        for (int slot : object.sortedSlots()) {
            String key = Fields.text(object.key(slot));
            RegoValue value = object.value(slot);
            String text = key.equals("lineage") && value instanceof RegoObject nested
                    ? json(nested, indent + "  ")
                    : RegoJson.write(value);
            lines.add(indent + "\"" + key + "\": " + text);
        }
        return "{\n" + String.join(",\n", lines) + "\n" + indent.substring(2) + "}";
    }
}
