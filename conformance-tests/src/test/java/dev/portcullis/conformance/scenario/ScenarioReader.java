package dev.portcullis.conformance.scenario;

import dev.portcullis.conformance.WorkTree;
import dev.portcullis.rego.value.JsonLimits;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.rego.value.RegoYaml;
import dev.portcullis.rego.value.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads scenario files; `conformance-tests/scenarios/scenario.schema.json` describes them.
final class ScenarioReader {
    /// When questions are asked that do not say.
    static final String NOW = "2026-11-02T09:00:00Z";

    private final Handles handles;

    ScenarioReader(Handles handles) {
        this.handles = handles;
    }

    /// All scenarios, in the order of their numbers.
    List<Scenario> all() throws IOException, YamlException {
        List<Scenario> scenarios = new ArrayList<>();
        try (Stream<Path> files = Files.list(WorkTree.root().resolve("conformance-tests/scenarios"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                scenarios.add(read(file));
            }
        }
        scenarios.sort(Comparator.comparingInt(
                scenario -> Integer.parseInt(scenario.name().substring(1))));
        return scenarios;
    }

    private Scenario read(Path file) throws IOException, YamlException {
        RegoValue content = handles.resolve(RegoYaml.read(Files.readString(file), JsonLimits.DOCUMENT));
        Fields fields = new Fields(file.getFileName().toString(), (RegoObject) content)
                .only("scenario", "title", "given", "cases", "waits");
        String name = fields.text("scenario");
        if (!file.getFileName().toString().equals(name + ".yaml")) {
            throw fields.wrong("scenario", "is not the name of the file");
        }
        Fields common = fields.nested("given");
        List<Scenario.Case> cases = new ArrayList<>();
        for (Fields each : fields.objects("cases")) {
            cases.add(readCase(each.only("name", "given", "when", "then"), common));
        }
        List<Scenario.Waiting> waits = fields.objects("waits").stream()
                .map(each -> new Scenario.Waiting(each.only("mark", "clause").text("mark"), each.text("clause")))
                .toList();
        return new Scenario(name, fields.text("title"), cases, waits);
    }

    private static Scenario.Case readCase(Fields fields, Fields common) {
        return new Scenario.Case(
                fields.text("name"),
                given(common, fields.nested("given")),
                when(fields.nested("when")),
                then(fields.nested("then")));
    }

    private static Scenario.Given given(Fields common, Fields own) {
        List<String> events = new ArrayList<>();
        Set<String> retired = new HashSet<>();
        List<RegoObject> evidence = new ArrayList<>();
        RegoObject settings = RegoObject.empty();
        String clock = NOW;
        for (Fields each : List.of(common, own)) {
            each.only("clock", "events", "retired", "evidence", "settings");
            clock = each.has("clock") ? each.text("clock") : clock;
            events.addAll(each.texts("events"));
            retired.addAll(each.texts("retired"));
            each.objects("evidence").forEach(fact -> evidence.add(fact.object()));
            settings = Overlay.of(settings, each.objectOrEmpty("settings"));
        }
        return new Scenario.Given(clock, events, retired, evidence, settings);
    }

    private static Scenario.When when(Fields fields) {
        fields.only(
                "subject", "type", "consumer", "properties", "for", "action", "resource", "resource_type", "context");
        return new Scenario.When(
                fields.text("subject"),
                fields.textOrNull("type"),
                fields.textOrNull("consumer"),
                fields.objectOrEmpty("properties"),
                fields.texts("for"),
                fields.text("action"),
                fields.text("resource"),
                fields.textOrNull("resource_type"),
                fields.objectOrEmpty("context"));
    }

    private static Scenario.Then then(Fields fields) {
        fields.only("effect", "reasons", "notify", "obligations", "labels", "input");
        Map<String, Optional<RegoValue>> input = new HashMap<>();
        RegoObject wanted = fields.objectOrEmpty("input");
        for (int slot = 0; slot < wanted.size(); slot++) {
            RegoValue value = wanted.value(slot);
            input.put(Fields.text(wanted.key(slot)), value instanceof RegoNull ? Optional.empty() : Optional.of(value));
        }
        return new Scenario.Then(
                fields.text("effect"),
                fields.texts("reasons"),
                fields.texts("notify"),
                fields.objectOrEmpty("obligations"),
                fields.objectOrEmpty("labels"),
                input);
    }
}
