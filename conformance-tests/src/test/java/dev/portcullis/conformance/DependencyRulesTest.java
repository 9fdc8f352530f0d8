package dev.portcullis.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.portcullis.conformance.DependencyRules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DependencyRulesTest {
    private static final String ROOT = "dev.portcullis";
    private static final String WRONG = "dev.portcullis.conformance.fixture";

    /// Violations that are known and have a reason. One that is gone must leave this list.
    private static final Set<String> EXCEPTIONS = Set.of();

    private JavaClasses classes = new ClassFileImporter().importPackages();

    @BeforeAll
    void readClassPath() {
        classes = new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test-classes/"))
                .importPackages(ROOT);
    }

    static List<Rule> rules() {
        return new DependencyRules(ROOT).all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void holds(Rule rule) {
        SortedSet<String> found = new TreeSet<>(rule.violations().apply(classes));
        found.removeAll(EXCEPTIONS);

        assertTrue(found.isEmpty(), () -> rule + ", but\n  " + String.join("\n  ", found));
    }

    @Test
    void everyException_isStillNeeded() {
        Set<String> needed = rules().stream()
                .flatMap(rule -> rule.violations().apply(classes).stream())
                .collect(Collectors.toSet());

        assertEquals(
                Set.of(),
                EXCEPTIONS.stream().filter(each -> !needed.contains(each)).collect(Collectors.toSet()));
    }

    @Test
    void everyModule_isOnTheClassPathUnderItsOwnPackage() {
        Map<String, String> homes = Map.of(
                "proto", "proto",
                "rego", "rego",
                "snapshot", "snapshot",
                "settings", "settings",
                "lineage", "lineage-sync",
                "pdp", "pdp-server",
                "bridge", "vault-plugin-bridge",
                "cli", "cli");
        List<String> strays = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (JavaClass each : classes) {
            String module = each.getPackageName().substring(ROOT.length() + 1).split("\\.", 2)[0];
            String home = homes.getOrDefault(module, "nowhere");
            String source =
                    each.getSource().map(found -> found.getUri().toString()).orElse("");
            if (source.contains("/" + home + "/target/classes/") || source.contains("/portcullis-" + home + "-")) {
                seen.add(module);
            } else {
                strays.add(each.getName() + " in " + source);
            }
        }

        assertEquals(List.of(), strays);
        assertEquals(new TreeSet<>(homes.keySet()), seen);
    }

    static Stream<Arguments> wrongs() {
        return Stream.of(
                Arguments.of(
                        "a module uses only the modules of its row",
                        List.of(
                                "cli.DecideHelper uses pdp.app.Main",
                                "rego.Engine uses snapshot.MappedFile",
                                "unheard.Newcomer uses snapshot.MappedFile")),
                Arguments.of(
                        "rego, snapshot and settings use no library but their own few",
                        List.of("rego.Engine uses io.netty.util.AsciiString")),
                Arguments.of(
                        "protobuf and gRPC stay where messages are mapped",
                        List.of(
                                "bridge.vault.Proxy uses com.google.protobuf.ByteString",
                                "bridge.vault.Proxy uses io.grpc.Status")),
                Arguments.of(
                        "the framework stays in app, http and grpc",
                        List.of("pdp.facts.Watcher uses io.micronaut.context.annotation.Context")),
                Arguments.of(
                        "outside of rego only its API packages are used",
                        List.of("pdp.facts.Watcher uses rego.ast.Node")),
                Arguments.of(
                        "the decision core knows only values and evaluation",
                        List.of(
                                "pdp.decision.Verdict uses rego.Engine",
                                "pdp.decision.Verdict uses snapshot.MappedFile")),
                Arguments.of("nobody reflects", List.of("pdp.facts.Watcher uses java.lang.reflect.Method")),
                Arguments.of(
                        "names say what a class is",
                        List.of(
                                "cli.AbstractCommand has a name that says nothing",
                                "cli.DecideHelper has a name that says nothing")),
                Arguments.of(
                        "every package has a package-info that is null-marked",
                        Stream.of(
                                        "bridge.pdp",
                                        "bridge.vault",
                                        "cli",
                                        "lineage.graph",
                                        "lineage.sync",
                                        "pdp.app",
                                        "pdp.decision",
                                        "pdp.facts",
                                        "pdp.grpc",
                                        "rego.ast",
                                        "snapshot",
                                        "unheard")
                                .map(name -> name + " has no package-info that is null-marked")
                                .toList()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongs")
    void failsOnTheWrongTree_andOnNothingElseInIt(String name, List<String> violations) {
        assertEquals(violations, violationsOfTheWrongTree(name));
    }

    @Test
    void failsOnACycle() {
        List<String> cycles = violationsOfTheWrongTree("packages are free of cycles");

        assertEquals(1, cycles.size());
        assertTrue(
                cycles.getFirst().contains("lineage.graph") && cycles.getFirst().contains("lineage.sync"));
    }

    @Test
    void everyRule_isShownToFail() {
        Set<String> shown = wrongs().map(row -> (String) row.get()[0]).collect(Collectors.toCollection(TreeSet::new));
        shown.add("packages are free of cycles");

        assertEquals(rules().stream().map(Rule::name).collect(Collectors.toCollection(TreeSet::new)), shown);
    }

    private static List<String> violationsOfTheWrongTree(String name) {
        JavaClasses wrong = new ClassFileImporter().importPackages(WRONG);
        Rule rule = new DependencyRules(WRONG)
                .all().stream()
                        .filter(each -> each.name().equals(name))
                        .findAny()
                        .orElseThrow();
        return rule.violations().apply(wrong).stream()
                .map(each -> each.replace(WRONG + ".", ""))
                .toList();
    }
}
