package dev.portcullis.conformance.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.conformance.WorkTree;
import dev.portcullis.pdp.grpc.ProtoRecordCodec;
import dev.portcullis.pdp.log.LogReader;
import dev.portcullis.pdp.log.Replay;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every scenario with a question, through a real decision point, under every variation. What it leaves in
/// `target/scenarios` is what `conformance-tests/peers scenarios` gives to the real OPA (V10).
final class ScenarioTest {
    private static final Path RESULTS = WorkTree.root().resolve("conformance-tests/target/scenarios");

    private static final List<Run.Decided> DECIDED = new ArrayList<>();
    private static Handles handles;
    private static List<Scenario> scenarios;
    private static Laboratory laboratory;
    private static Records records;
    private static Path scratch;

    @BeforeAll
    static void open() throws Exception {
        deleteTree(RESULTS);
        Files.createDirectories(RESULTS);
        scratch = Files.createTempDirectory("scenarios");
        handles = Handles.read();
        scenarios = new ScenarioReader(handles).all();
        laboratory = new Laboratory(Files.createDirectory(scratch.resolve("lab")));
        records = new Records(laboratory.logDirectory());
    }

    @AfterAll
    static void writeResults() throws Exception {
        laboratory.close();
        new Replay(
                        LogReader.open(laboratory.logDirectory(), new ProtoRecordCodec()),
                        Files.createDirectory(RESULTS.resolve("replay")))
                .write(new PrintWriter(Writer.nullWriter()));
        StringBuilder lines = new StringBuilder();
        for (Run.Decided decided : DECIDED) {
            lines.append(RegoJson.write(RegoObject.builder()
                            .put("case", RegoString.of(decided.id()))
                            .put("decision", RegoString.of(decided.decisionId()))
                            .put("bundle", RegoString.of(decided.bundle().toString()))
                            .build()))
                    .append('\n');
        }
        Files.writeString(RESULTS.resolve("decisions.ndjson"), lines);
        deleteTree(scratch);
    }

    @TestFactory
    List<DynamicTest> everyQuestion_isAnsweredAsTheScenarioSays() throws Exception {
        Estate estate = new Estate(Files.createDirectory(scratch.resolve("evidence")));
        Bundles bundles = new Bundles(Files.createDirectory(RESULTS.resolve("bundles")));
        List<DynamicTest> tests = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            List<Run> runs = new ArrayList<>();
            for (Scenario.Case asked : scenario.cases()) {
                String id = scenario.name() + " " + asked.name();
                runs.add(new Run(laboratory, records, estate, bundles, handles, id, asked));
            }
            runs.forEach(run -> addTests(run, runs, tests));
        }
        return tests;
    }

    private static void addTests(Run run, List<Run> all, List<DynamicTest> tests) {
        tests.add(test(run.id(), () -> run.plain(DECIDED)));
        tests.add(test(run.id() + " V1", run::unknownResource));
        tests.add(test(run.id() + " V2", run::staleSnapshot));
        tests.add(test(run.id() + " V3", run::snapshotBehind));
        tests.add(test(run.id() + " V4", run::shadow));
        tests.add(test(run.id() + " V5", run::dryRun));
        tests.add(test(run.id() + " V6", run::everyDoor));
        tests.add(test(run.id() + " V7", run::delivery));
        if (!run.asked().isSilent()) {
            for (Run silent : all) {
                if (silent.asked().isSilent()) {
                    tests.add(test(run.id() + " V8, then " + silent.id(), () -> run.then(silent)));
                }
            }
        }
        tests.add(test(run.id() + " V9", run::staleSource));
    }

    @FunctionalInterface
    private interface Differences {
        List<String> find() throws Exception;
    }

    private static DynamicTest test(String name, Differences differences) {
        return DynamicTest.dynamicTest(name, () -> assertEquals(List.of(), differences.find(), name));
    }

    /// A scenario with a question has a case that must stay quiet or is refused another way.
    @TestFactory
    Stream<DynamicTest> everyScenario_saysWhatItAsksAndWhatWaits() {
        return scenarios.stream()
                .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> {
                    assertTrue(
                            !scenario.cases().isEmpty() || !scenario.waits().isEmpty(),
                            () -> scenario.name() + " says nothing");
                    assertTrue(
                            scenario.cases().isEmpty() || scenario.cases().size() > 1,
                            () -> scenario.name() + " has no case beside its loud one");
                }));
    }

    private static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
