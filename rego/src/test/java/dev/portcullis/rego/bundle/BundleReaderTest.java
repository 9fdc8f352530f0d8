package dev.portcullis.rego.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.value.RegoJson;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class BundleReaderTest {
    private static final BundleReader READER = new BundleReader(BundleLimits.DEFAULT);

    private static Arguments row(String name, String expected, String... pathsAndContents) {
        return Arguments.of(name, expected, pathsAndContents);
    }

    static final List<Arguments> DATA = List.of(
            row("no files", "{}"),
            row("root file", "{\"a\":1}", "data.json", "{\"a\": 1}"),
            row("a directory is a path", "{\"a\":{\"b\":{\"c\":1}}}", "a/b/data.json", "{\"c\": 1}"),
            row("a scalar below the top", "{\"a\":{\"b\":[1]}}", "a/b/data.json", "[1]"),
            row(
                    "objects merge key by key",
                    "{\"a\":{\"b\":{\"x\":1,\"y\":2},\"z\":3}}",
                    "data.json",
                    "{\"a\": {\"b\": {\"x\": 1}, \"z\": 3}}",
                    "a/b/data.yaml",
                    "y: 2"),
            row("yml", "{\"a\":{\"k\":[1,\"two\"]}}", "a/data.yml", "k: [1, two]"),
            row("other JSON and YAML", "{}", "a/other.json", "{", "b/mydata.yaml", "{", "schema.yml", "{"),
            row("a manifest below the top", "{}", "a/.manifest", "{"),
            row(
                    "data on the way to a root",
                    "{\"a\":{\"b\":{\"c\":1}}}",
                    ".manifest",
                    "{\"roots\": [\"a/b\"]}",
                    "data.json",
                    "{\"a\": {\"b\": {\"c\": 1}}}"),
            row("lineage below the top", "{\"a\":{\"lineage\":1}}", "a/data.json", "{\"lineage\": 1}"),
            row(
                    "long numbers keep their text",
                    "{\"n\":12345678901234567890.10}",
                    "data.json",
                    "{\"n\": 12345678901234567890.10}"));

    @ParameterizedTest(name = "{0}")
    @FieldSource("DATA")
    void data_isMergedAtItsDirectory(String name, String expected, String[] files) {
        assertEquals(expected, RegoJson.write(accepted(files).data()), name);
    }

    static final List<Arguments> REJECTED = List.of(
            row("manifest is no JSON", ".manifest:2: rego_parse_error", ".manifest", "{\n,}"),
            row(
                    "manifest is an array",
                    ".manifest:1: rego_compile_error: the manifest must be an object, not array",
                    ".manifest",
                    "[]"),
            row(
                    "revision is a number",
                    ".manifest:1: rego_compile_error: `revision` must be a string, not number",
                    ".manifest",
                    "{\"revision\": 1}"),
            row(
                    "roots is a string",
                    ".manifest:1: rego_compile_error: `roots` must be an array of strings, not string",
                    ".manifest",
                    "{\"roots\": \"a\"}"),
            row(
                    "a root is a number",
                    ".manifest:1: rego_compile_error: each of `roots` must be a string, not number",
                    ".manifest",
                    "{\"roots\": [1]}"),
            row(
                    "roots overlap",
                    ".manifest:1: rego_compile_error: manifest has overlapped roots: `a` and `a/b`",
                    ".manifest",
                    "{\"roots\": [\"/a\", \"a/b/\"]}"),
            row(
                    "root lineage",
                    ".manifest:1: rego_compile_error: root `lineage/x` is reserved: `data.lineage` belongs to the snapshot",
                    ".manifest",
                    "{\"roots\": [\"lineage/x\"]}"),
            row(
                    "rego version 3",
                    ".manifest:1: rego_compile_error: `rego_version` is `3`, allowed are 0, 1 and 2",
                    ".manifest",
                    "{\"rego_version\": 3}"),
            row(
                    "rego version as text",
                    ".manifest:1: rego_compile_error: `rego_version` is `\"1\"`, allowed are 0, 1 and 2",
                    ".manifest",
                    "{\"rego_version\": \"1\"}"),
            row(
                    "file version 7",
                    ".manifest:1: rego_compile_error: `file_rego_versions./a.rego` is `7`, allowed are 0, 1 and 2",
                    ".manifest",
                    "{\"file_rego_versions\": {\"/a.rego\": 7}}"),
            row(
                    "file pattern does not close",
                    ".manifest:1: rego_compile_error: `file_rego_versions`: not a glob pattern: `/{a`",
                    ".manifest",
                    "{\"file_rego_versions\": {\"/{a\": 1}}"),
            row(
                    "metadata is a string",
                    ".manifest:1: rego_compile_error: `metadata` must be an object, not string",
                    ".manifest",
                    "{\"metadata\": \"m\"}"),
            row("data is no JSON", "a/data.json:1: rego_parse_error", "a/data.json", "{"),
            row("data is no YAML", "a/data.yaml:2: rego_parse_error", "a/data.yaml", "a: [\n"),
            row(
                    "root data is an array",
                    "data.json:1: rego_compile_error: root value must be object",
                    "data.json",
                    "[]"),
            row(
                    "two files define one value",
                    "a/data.yaml:1: rego_compile_error: `data.a.k` is already defined in `a/data.json`",
                    "a/data.json",
                    "{\"k\": 1}",
                    "a/data.yaml",
                    "k: 1"),
            row(
                    "a value where another file has an object",
                    "data.json:1: rego_compile_error: `data.a` is already defined below it",
                    "a/data.json",
                    "{\"k\": 1}",
                    "data.json",
                    "{\"a\": 1}"),
            row(
                    "an object where another file has a value",
                    "b/z/data.json:1: rego_compile_error: `data.b` is already defined in `b/data.json`",
                    "b/z/data.json",
                    "{}",
                    "b/data.json",
                    "1"),
            row(
                    "data outside the roots",
                    ".manifest:1: rego_compile_error: manifest roots [a] do not permit data at path `/b`",
                    ".manifest",
                    "{\"roots\": [\"a\"]}",
                    "data.json",
                    "{\"a\": 1, \"b\": 2}"),
            row(
                    "data beside a deeper root",
                    ".manifest:1: rego_compile_error: manifest roots [a/b] do not permit data at path `/a/c`",
                    ".manifest",
                    "{\"roots\": [\"a/b\"]}",
                    "data.json",
                    "{\"a\": {\"c\": 2}}"),
            row(
                    "data without any root",
                    ".manifest:1: rego_compile_error: manifest roots [] do not permit data at path `/a`",
                    ".manifest",
                    "{\"roots\": []}",
                    "data.json",
                    "{\"a\": 1}"),
            row(
                    "data.lineage",
                    ".manifest:1: rego_compile_error: data at `/lineage` is reserved: `data.lineage` belongs to the snapshot",
                    "lineage/data.json",
                    "{\"x\": 1}"),
            row(
                    "a delta",
                    "patch.json:1: rego_compile_error: delta bundles are not supported, send the whole bundle",
                    "patch.json",
                    "{}"));

    @ParameterizedTest(name = "{0}")
    @FieldSource("REJECTED")
    void badBundle_isRejectedWithItsPlace(String name, String expected, String[] files) {
        List<Diagnostic> diagnostics = rejected(files);
        assertEquals(1, diagnostics.size(), () -> name + ": " + diagnostics);
        String text = diagnostics.getFirst().text();
        assertTrue(text.startsWith(expected), () -> name + ": " + text);
    }

    @Test
    void everythingWrong_isReportedAtOnce() {
        List<Diagnostic> diagnostics =
                rejected(".manifest", "{\"rego_version\": 9}", "a/data.json", "{", "b/data.json", "]");
        assertEquals(3, diagnostics.size(), diagnostics::toString);
    }

    @Test
    void policies_keepTextPathAndOrder() {
        Bundle bundle = accepted("b/z.rego", "package b", "a.rego", "package a # ä", "b/a_test.rego", "package b_test");
        assertEquals(
                List.of("a.rego", "b/a_test.rego", "b/z.rego"),
                bundle.policies().stream().map(policy -> policy.source().name()).toList());
        assertEquals("package a # ä", bundle.policies().getFirst().source().text());
    }

    @Test
    void policyThatIsNotUtf8_isRejected() {
        BundleResult result = READER.read("b", new InMemoryTree().with("a.rego", new byte[] {'#', (byte) 0xff}));
        var rejected = assertInstanceOf(BundleResult.Rejected.class, result);
        assertEquals(
                "a.rego:1: rego_parse_error: the file is not valid UTF-8",
                rejected.diagnostics().getFirst().text());
    }

    @Test
    void languageLevels_comeFromTheFirstMatchingPatternElseTheManifestElseOne() {
        Bundle bundle = accepted(
                ".manifest",
                "{\"rego_version\": 2, \"file_rego_versions\": {\"/old/*\": 0, \"/old/new.rego\": 1}}",
                "a.rego",
                "package a",
                "old/b/c.rego",
                "package c",
                "old/new.rego",
                "package n");
        Map<String, RegoVersion> levels = new java.util.TreeMap<>();
        bundle.policies().forEach(policy -> levels.put(policy.source().name(), policy.version()));
        assertEquals(
                Map.of("a.rego", RegoVersion.V2, "old/b/c.rego", RegoVersion.V0, "old/new.rego", RegoVersion.V0),
                levels);
        assertEquals(
                RegoVersion.V1,
                accepted("a.rego", "package a").policies().getFirst().version());
    }

    @Test
    void manifest_givesRevisionRootsAndMetadata() {
        Bundle bundle = accepted(
                ".manifest",
                "{\"revision\": \"r7\", \"roots\": [\"/a/\", \"b/c\"], \"metadata\": {\"k\": 1}, \"unknown\": true,"
                        + " \"rego_version\": null}");
        assertEquals("r7", bundle.revision());
        assertEquals(List.of("a", "b/c"), bundle.roots().paths());
        assertEquals("{\"k\":1}", RegoJson.write(bundle.metadata()));
    }

    @Test
    void revisionOfABundleWithoutOne_dependsOnNamesAndContents() {
        String revision = accepted("a.rego", "package a").revision();
        assertTrue(revision.matches("sha256:[0-9a-f]{24}"), revision);
        assertEquals(
                revision, accepted("a.rego", "package a", "ignored.txt", "x").revision());
        assertNotEquals(revision, accepted("b.rego", "package a").revision());
        assertNotEquals(revision, accepted("a.rego", "package b").revision());
    }

    @Test
    void rootsOverlap_whenOneCouldDefineADocumentOfTheOther() {
        Roots credentials = new Roots(List.of("portcullis/credentials", "x"));
        assertTrue(credentials.overlap(new Roots(List.of("portcullis"))));
        assertTrue(credentials.overlap(Roots.EVERYTHING));
        assertEquals(false, credentials.overlap(new Roots(List.of("portcullis/cred", "xy"))));
    }

    private static InMemoryTree tree(String... pathsAndContents) {
        InMemoryTree tree = new InMemoryTree();
        for (int i = 0; i < pathsAndContents.length; i += 2) {
            tree.with(pathsAndContents[i], pathsAndContents[i + 1]);
        }
        return tree;
    }

    private static Bundle accepted(String... pathsAndContents) {
        BundleResult result = READER.read("bundle", tree(pathsAndContents));
        return assertInstanceOf(BundleResult.Read.class, result, () -> Arrays.toString(pathsAndContents) + result)
                .bundle();
    }

    private static List<Diagnostic> rejected(String... pathsAndContents) {
        BundleResult result = READER.read("bundle", tree(pathsAndContents));
        return assertInstanceOf(BundleResult.Rejected.class, result).diagnostics();
    }
}
