package dev.portcullis.rego.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.value.RegoJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class BundleSetTest {
    private static Arguments row(String policy, String manifest, String data, String... problems) {
        return Arguments.of(policy, manifest, data, List.of(problems));
    }

    static final List<Arguments> ONE_BUNDLE = List.of(
            row("package a.b\n\np := 1", "{\"roots\": [\"a\"]}", "{}"),
            row("package anything", "{}", "{}"),
            row("package a.lineage", "{}", "{}"),
            row("package a[\"x/y\"]", "{\"roots\": [\"a\"]}", "{}"),
            row(
                    "package b",
                    "{\"roots\": [\"a\"]}",
                    "{}",
                    "p.rego:1: rego_compile_error: manifest roots [a] do not permit package `b`"),
            row(
                    "package ab",
                    "{\"roots\": [\"a\"]}",
                    "{}",
                    "p.rego:1: rego_compile_error: manifest roots [a] do not permit package `ab`"),
            row(
                    "# first line\npackage a",
                    "{\"roots\": [\"a/b\"]}",
                    "{}",
                    "p.rego:2: rego_compile_error: manifest roots [a/b] do not permit package `a`"),
            row(
                    "package lineage.x",
                    "{}",
                    "{}",
                    "p.rego:1: rego_compile_error: package `lineage.x` is reserved: `data.lineage` belongs to the snapshot"),
            row(
                    "package a\n\np := 1\n\nq[x] := 2 if some x in [1]",
                    "{}",
                    "{\"a\": {\"p\": 0, \"q\": {}}}",
                    "p.rego:3: rego_compile_error: conflicting rule for data path a/p found",
                    "p.rego:5: rego_compile_error: conflicting rule for data path a/q found"),
            row("package a\n\np.q := 1\n\np.r := 2", "{}", "{\"a\": {\"p\": {\"s\": 0}}}"),
            row(
                    "package a\n\np.q.r := 1",
                    "{}",
                    "{\"a\": {\"p\": {\"q\": {\"r\": null}}}}",
                    "p.rego:3: rego_compile_error: conflicting rule for data path a/p/q/r found"),
            row("package a\n\nthis is no policy", "{\"roots\": [\"b\"]}", "{}"));

    @ParameterizedTest
    @FieldSource("ONE_BUNDLE")
    void policies_keepToTheirRootsAndOutOfData(String policy, String manifest, String data, List<String> problems) {
        Bundle bundle = read("one", ".manifest", manifest, "p.rego", policy, "data.json", data);
        assertEquals(problems, texts(new BundleSet(List.of(bundle))));
    }

    @Test
    void severalBundles_areOneWhenTheirRootsAreApart() {
        BundleSet set = new BundleSet(List.of(
                read("one", ".manifest", "{\"roots\": [\"a\", \"s/x\"]}", "p.rego", "package a", "s/x/data.json", "1"),
                read(
                        "two",
                        ".manifest",
                        "{\"roots\": [\"b\", \"s/y\"]}",
                        "p.rego",
                        "package b",
                        "s/y/data.json",
                        "2")));
        assertEquals(List.of(), texts(set));
        assertEquals("{\"s\":{\"x\":1,\"y\":2}}", RegoJson.write(set.data()));
        assertEquals(
                List.of("one/p.rego", "two/p.rego"),
                set.policies().stream().map(policy -> policy.source().name()).toList());
    }

    @Test
    void rulesOfOneBundle_mustNotDefineDataOfAnother() {
        BundleSet set = new BundleSet(List.of(
                read("one", ".manifest", "{\"roots\": [\"a/p\"]}", "a/p/data.json", "{\"q\": 1}"),
                read("two", ".manifest", "{\"roots\": [\"a/r\"]}", "p.rego", "package a\n\np.q := 2")));
        assertEquals(
                List.of("two/p.rego:1: rego_compile_error: manifest roots [a/r] do not permit package `a`"),
                texts(set));
    }

    @Test
    void overlappingRoots_areRefused() {
        BundleSet set = new BundleSet(
                List.of(read("one", "p.rego", "package a"), read("two", ".manifest", "{\"roots\": [\"b\"]}")));
        assertEquals(
                List.of("two/.manifest:1: rego_compile_error: roots [b] overlap those of bundle `one`, [\"\"]"),
                texts(set));
    }

    @Test
    void equalNames_areRefused() {
        Bundle bundle = read("one", "p.rego", "package a");
        assertThrows(IllegalArgumentException.class, () -> new BundleSet(List.of(bundle, bundle)));
    }

    private static List<String> texts(BundleSet set) {
        return set.problems().stream().map(Diagnostic::text).toList();
    }

    private static Bundle read(String name, String... pathsAndContents) {
        InMemoryTree tree = new InMemoryTree();
        for (int i = 0; i < pathsAndContents.length; i += 2) {
            tree.with(pathsAndContents[i], pathsAndContents[i + 1]);
        }
        BundleResult result = new BundleReader(BundleLimits.DEFAULT).read(name, tree);
        return assertInstanceOf(BundleResult.Read.class, result).bundle();
    }
}
