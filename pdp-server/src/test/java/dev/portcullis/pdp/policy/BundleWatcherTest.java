package dev.portcullis.pdp.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pdp.decision.ActiveState;
import dev.portcullis.pdp.decision.BundleRevision;
import dev.portcullis.pdp.decision.Caller;
import dev.portcullis.pdp.decision.Policies;
import dev.portcullis.pdp.decision.Shadow;
import dev.portcullis.rego.RegoCompiler;
import dev.portcullis.rego.bundle.BundleLimits;
import dev.portcullis.rego.eval.Environment;
import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.EvaluationResult;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class BundleWatcherTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-02T09:00:00Z"));
    private static final String RULE = "package app\n\nanswer := [data.app.settings.n, data.lineage.marker]";

    @TempDir
    Path temporary;

    private final ActiveState active = new ActiveState();
    private final RecordedEvents events = new RecordedEvents();
    private BundleWatcher watcher;
    private Path bundle;

    @BeforeEach
    void watchOneBundle() throws IOException {
        bundle = Files.createDirectory(temporary.resolve("bundle"));
        watcher = watcher(List.of(BundleSource.unsigned("main", bundle)));
    }

    /// What a watcher said, one line per event.
    private static final class RecordedEvents implements PolicyEvents {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void activated(List<BundleRevision> revisions, long tookNanos) {
            lines.add("activated " + revisions);
        }

        @Override
        public void rejected(List<String> problems) {
            lines.add("rejected " + String.join(" | ", problems));
        }

        List<String> taken() {
            List<String> taken = List.copyOf(lines);
            lines.clear();
            return taken;
        }
    }

    @Test
    void firstLook_activatesAtOnce() throws IOException {
        write("app.rego", RULE);
        write("app/settings/data.yaml", "n: 1");
        write(".manifest", "{\"revision\": \"r1\", \"roots\": [\"app\"]}");
        watcher.look();
        assertEquals(List.of("activated [BundleRevision[name=main, revision=r1]]"), events.taken());
        assertAnswer("[1,\"facts\"]");
        Policies policies = Objects.requireNonNull(active.current().policies());
        assertEquals("data.app.answer", policies.entrypoint());
        assertTrue(policies.strictBuiltinErrors());
        assertEquals(Policies.NEVER_STALE, policies.notAfterNs());

        watcher.look();
        assertEquals(List.of(), events.taken());
    }

    @Test
    void change_isActivatedOnceItIsQuiet() throws IOException {
        write("app.rego", RULE);
        write("app/settings/data.yaml", "n: 1");
        watcher.look();
        write("app/settings/data.yaml", "n: 22");
        watcher.look();
        assertAnswer("[1,\"facts\"]");
        write("app/settings/data.yaml", "n: 333");
        watcher.look();
        assertAnswer("[1,\"facts\"]");
        watcher.look();
        assertAnswer("[333,\"facts\"]");
        assertEquals(2, events.taken().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{\"n\": 1, \"note\": \"xoxb-123\"}    | data.app.settings.note",
                "{\"n\": 1, \"l\": [7, [\"glpat-1\"]]} | data.app.settings.l[1][0]",
                "{\"n\": 1, \"sk-ant-1\": true}        | data.app.settings.?",
            })
    void secretInData_isRefusedWithoutShowingIt(String data, String place) throws IOException {
        write("app.rego", RULE);
        write("app/settings/data.json", data);
        watcher.look();

        assertEquals(List.of("rejected `" + place + "` holds what looks like a secret"), events.taken());
        assertNull(active.current().policies());
    }

    @Test
    void brokenChange_isToldOnce_andTheLastGoodOneStays() throws IOException {
        write("app.rego", RULE);
        write("app/settings/data.yaml", "n: 1");
        watcher.look();
        events.taken();
        write("broken.rego", "package app\n\nanswer := {");
        for (int i = 0; i < 4; i++) {
            watcher.look();
        }
        List<String> told = events.taken();
        assertEquals(1, told.size(), told::toString);
        assertTrue(told.getFirst().startsWith("rejected broken.rego:3: rego_parse_error: "), told::toString);
        assertAnswer("[1,\"facts\"]");

        Files.delete(bundle.resolve("broken.rego"));
        write("app/settings/data.yaml", "n: 2222");
        watcher.look();
        watcher.look();
        assertAnswer("[2222,\"facts\"]");
    }

    @Test
    void directoryThatIsNotThere_isToldOnce_andReadWhenItComes() throws IOException {
        Files.delete(bundle);
        watcher.look();
        watcher.look();
        assertEquals(
                List.of("rejected " + bundle + ":1: rego_compile_error: no such file or directory"), events.taken());
        assertNull(active.current().policies());

        Files.createDirectory(bundle);
        write("app.rego", "package app\n\nanswer := 1");
        watcher.look();
        assertAnswer("1");
    }

    static final List<Arguments> REJECTED = List.of(
            Arguments.of("package other\n\nanswer := 1", "no bundle defines the entrypoint `data.app.answer`"),
            Arguments.of(
                    "package lineage\n\nanswer := 1",
                    "app.rego:1: rego_compile_error: package `lineage` is reserved: `data.lineage` belongs to the snapshot"),
            Arguments.of(
                    "package app\n\nsettings := 1",
                    "app.rego:3: rego_compile_error: conflicting rule for data path app/settings found"),
            Arguments.of(
                    "package app\n\nanswer := missing(1)", "app.rego:3: rego_type_error: undefined function missing"));

    @ParameterizedTest
    @FieldSource("REJECTED")
    void bundleThatMustNotDecide_isRejectedWithItsPlace(String policy, String problem) throws IOException {
        write("app.rego", policy);
        write("app/settings/data.yaml", "n: 1");
        watcher.look();
        List<String> told = events.taken();
        assertEquals(1, told.size(), told::toString);
        assertTrue(told.getFirst().startsWith("rejected " + problem), told::toString);
        assertNull(active.current().policies());
    }

    @Test
    void severalBundles_decideTogether_andNameTheirFiles() throws IOException {
        Path second = Files.createDirectory(temporary.resolve("second"));
        BundleWatcher both = watcher(List.of(BundleSource.unsigned("b", second), BundleSource.unsigned("a", bundle)));
        write(".manifest", "{\"revision\": \"ra\", \"roots\": [\"app\"]}");
        write("app.rego", "package app\n\nanswer := data.lib.n");
        Files.writeString(second.resolve(".manifest"), "{\"revision\": \"rb\", \"roots\": [\"lib\"]}");
        Files.writeString(second.resolve("data.json"), "{\"lib\": {\"n\": 5}}");
        both.look();
        assertEquals(
                List.of("activated [BundleRevision[name=a, revision=ra], BundleRevision[name=b, revision=rb]]"),
                events.taken());
        assertAnswer("5");

        Files.writeString(second.resolve("data.json"), "{\"lib\": }");
        both.look();
        both.look();
        List<String> told = events.taken();
        assertTrue(told.getFirst().startsWith("rejected b/data.json:1: rego_parse_error: "), told::toString);
        assertAnswer("5");
    }

    @Test
    void bundleOnTrial_decidesAlone_besideData() throws IOException {
        Path second = Files.createDirectory(temporary.resolve("second"));
        Shadow trial = new Shadow("a", Set.of(new Caller(Caller.Type.UID, "0")), Long.MAX_VALUE);
        BundleWatcher both =
                watcher(List.of(BundleSource.unsigned("b", second), new BundleSource("a", bundle, null, trial)));
        write(".manifest", "{\"roots\": [\"app\"]}");
        write("app.rego", "package app\n\nanswer := data.lib.n");
        Files.writeString(second.resolve(".manifest"), "{\"roots\": [\"lib\"]}");
        Files.writeString(second.resolve("data.json"), "{\"lib\": {\"n\": 5}}");
        both.look();
        events.taken();
        assertEquals(trial, Objects.requireNonNull(active.current().policies()).shadow());

        Files.writeString(second.resolve("more.rego"), "package lib.more\n\nm := 1");
        both.look();
        both.look();
        assertEquals(
                List.of("rejected bundle `a` is on trial, which never covers another bundle, but `b` has policies too"),
                events.taken());
    }

    /// Binds the active policies to a document that stands in for a snapshot's, and evaluates.
    private void assertAnswer(String expected) {
        RegoObject lineage =
                RegoObject.builder().put("marker", RegoString.of("facts")).build();
        Policies policies = Objects.requireNonNull(active.current().policies());
        EvaluationResult result = policies.bind(lineage).evaluate(EvaluationContext.ofInput(null, Environment.at(0)));
        var defined = assertInstanceOf(EvaluationResult.Defined.class, result);
        assertEquals(expected, RegoJson.write(defined.value()));
    }

    private BundleWatcher watcher(List<BundleSource> directories) {
        BundleActivation activation =
                new BundleActivation(RegoCompiler.standard(), new PolicyOptions("data.app.answer", true));
        return new BundleWatcher(directories, BundleLimits.DEFAULT, activation, active, CLOCK, events);
    }

    private void write(String path, String content) throws IOException {
        Path file = bundle.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
