package dev.portcullis.rego.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.rego.ast.Annotation;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.value.RegoText;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataTest {
    @Test
    void everyField_isBroughtIntoOnePlainForm() {
        Annotation annotation = only("""
                package a
                # METADATA
                # title: My rule
                # description: |
                #  Some
                #  text
                # scope: rule
                # unknown: dropped
                # organizations: [a, b]
                # authors:
                # - John Doe <john@example.com>
                # - name: Jane
                #   email: jane@example.com
                # - <only@example.com>
                # related_resources:
                # - https://example.com/a
                # - ref: https://example.com/b
                #   description: b
                # schemas:
                # - input: schema.input
                # - data.x["y z"]: {type: string}
                # custom:
                #  k: [1, 2.5, true, null, 017, 0b11, "7"]
                # labels: {severity: high}
                p := 1
                """);
        assertEquals(Annotation.Scope.RULE, annotation.scope());
        assertEquals(2, annotation.span().row());
        assertEquals(25, annotation.target().row());
        assertEquals("""
                {"authors": [{"email": "john@example.com", "name": "John Doe"}, \
                {"email": "jane@example.com", "name": "Jane"}, {"email": "only@example.com"}], \
                "custom": {"k": [1, 2.5, true, null, 15, 3, "7"]}, "description": "Some\\ntext\\n", \
                "labels": {"severity": "high"}, "organizations": ["a", "b"], \
                "related_resources": [{"ref": "https://example.com/a"}, \
                {"description": "b", "ref": "https://example.com/b"}], \
                "schemas": [{"path": ["input"], "schema": ["schema", "input"]}, \
                {"definition": {"type": "string"}, "path": ["data", "x", "y z"]}], \
                "scope": "rule", "title": "My rule"}""", RegoText.write(annotation.content()));
    }

    @ParameterizedTest
    @CsvSource({
        "'# METADATA\n# title: t\npackage a', PACKAGE",
        "'# METADATA\n# scope: subpackages\npackage a', SUBPACKAGES",
        "'package a\n# METADATA\n# title: t\np := 1', RULE",
        "'package a\n# METADATA\n# entrypoint: true\np := 1', DOCUMENT",
        "'package a\n# METADATA\n# scope: document\n\n# other\n\np := 1', DOCUMENT",
    })
    void scope_comesFromTheTextOrTheTarget(String text, Annotation.Scope scope) {
        assertEquals(scope, only(text).scope());
    }

    @Test
    void blocks_endAtTheFirstOtherLine() {
        Module module = module("package a\n# METADATA\n# title: t\n\n# title: u\np := 1\n  # METADATA\n  # x\nq := 2");
        assertEquals(1, module.annotations().size());
        assertEquals("{\"scope\": \"rule\", \"title\": \"t\"}", RegoText.write(content(module, 0)));
    }

    @Test
    void blocks_mayFollowEachOther() {
        Module module = module("package a\n# METADATA\n# scope: document\n# METADATA\n# title: t\np := 1");
        assertEquals(2, module.annotations().size());
        assertEquals(6, module.annotations().getFirst().target().row());
        assertEquals(6, module.annotations().getLast().target().row());
    }

    @Test
    void withoutAnnotations_metadataIsAComment() {
        ParserOptions options =
                new ParserOptions(ParserOptions.DEFAULT.keywords(), ParserOptions.DEFAULT.builtins(), false, 1000, 100);
        Source source = new Source("", "package a\n# METADATA\n# scope: nonsense\np := 1");
        assertTrue(Parser.parse(source, RegoVersion.V1, options) instanceof Parsing.Parsed<Module>(Module module)
                && module.annotations().isEmpty());
    }

    private record Fault(String text, int row, String message) {}

    private static final List<Fault> FAULTS = List.of(
            new Fault("# METADATA\npackage a", 1, "expected METADATA block, found whitespace"),
            new Fault(
                    "# METADATA\n# scope: x\npackage a",
                    1,
                    "invalid annotation scope 'x'. Use one of " + "'rule', 'document', 'package', or 'subpackages'"),
            new Fault(
                    "package a\n# METADATA\n# title: x\nimport data.b",
                    2,
                    "invalid annotation scope 'import'. "
                            + "Use one of 'rule', 'document', 'package', or 'subpackages'"),
            new Fault(
                    "# METADATA\n# scope: rule\npackage a",
                    1,
                    "annotation scope 'rule' must be applied to rule " + "(have package)"),
            new Fault(
                    "package a\n# METADATA\n# scope: package\np := 1",
                    2,
                    "annotation scope 'package' must be " + "applied to package (have rule)"),
            new Fault(
                    "package a\n# METADATA\n# scope: package",
                    2,
                    "annotation scope 'package' must be applied to " + "package"),
            new Fault(
                    "package a\n# METADATA\n# scope: rule\n# entrypoint: true\np := 1",
                    2,
                    "annotation entrypoint " + "applied to non-document or package scope 'rule'"),
            new Fault(
                    "package a\n# METADATA\n# a: 0\n# title: [1]\n#\np := 1",
                    5,
                    "yaml: unmarshal errors:\n" + "  line 2: cannot unmarshal !!seq into string"),
            new Fault(
                    "package a\n# METADATA\n# x: 1\n# entrypoint: maybe\n# authors: none at all\np := 1",
                    5,
                    "yaml: unmarshal errors:\n  line 2: cannot unmarshal !!str `maybe` into bool\n"
                            + "  line 3: cannot unmarshal !!str `none at...` into []interface {}"),
            new Fault(
                    "package a\n# METADATA\n# title: x\n# title: y\n#\np := 1",
                    5,
                    "yaml: unmarshal errors:\n" + "  line 2: mapping key \"title\" already defined at line 1"),
            new Fault(
                    "package a\n# METADATA\n# a: b\n# c: d: e\n# f: g\np := 1",
                    5,
                    "yaml: line 2: mapping values " + "are not allowed in this context"),
            new Fault(
                    "package a\n# METADATA\n# a: [b\n# c: d\np := 1",
                    4,
                    "yaml: line 1: did not find expected " + "',' or ']'"),
            new Fault(
                    "package a\n# METADATA\n# title:\u00a0x\n#\np := 1",
                    4,
                    "yaml: unmarshal errors:\n"
                            + "  line 1: cannot unmarshal !!str `title:\u00a0x` into ast.rawAnnotation\n  Hint: on line 3, "
                            + "symbol(s) ['\\u00a0'] immediately following a key/value separator ':' is not a legal yaml space "
                            + "character"),
            new Fault(
                    "package a\n# METADATA\n# authors: [1]\np := 1",
                    2,
                    "invalid author definition %!s(int=1): " + "invalid value type, must be string or map"),
            new Fault(
                    "package a\n# METADATA\n# authors: [\"\"]\np := 1",
                    2,
                    "invalid author definition : author is " + "an empty string"),
            new Fault(
                    "package a\n# METADATA\n# authors: [{email: [1]}]\np := 1",
                    2,
                    "invalid author definition "
                            + "map[email:[%!s(int=1)]]: 'name' and/or 'email' values required in object"),
            new Fault(
                    "package a\n# METADATA\n# related_resources: [{a: b}]\np := 1",
                    2,
                    "invalid related-resource " + "definition map[a:b]: 'ref' value required in object"),
            new Fault(
                    "package a\n# METADATA\n# related_resources: [\"\"]\np := 1",
                    2,
                    "invalid related-resource " + "definition : ref URL may not be empty string"),
            new Fault(
                    "package a\n# METADATA\n# related_resources: [true]\np := 1",
                    2,
                    "invalid related-resource "
                            + "definition %!s(bool=true): invalid value type, must be string or map"),
            new Fault("package a\n# METADATA\n# schemas: [{a: b}]\np := 1", 2, "invalid document reference"),
            new Fault("package a\n# METADATA\n# schemas: [{input: b}]\np := 1", 2, "invalid schema reference"),
            new Fault(
                    "package a\n# METADATA\n# schemas: [{input: 1}]\np := 1",
                    2,
                    "invalid schema declaration for " + "path \"input\""),
            new Fault("package a\n# METADATA\n# custom: {a: {1: b}}\np := 1", 2, "invalid map key type(s): "));

    @TestFactory
    Stream<DynamicTest> faults_areReportedInOpasWords() {
        return FAULTS.stream()
                .map(fault -> DynamicTest.dynamicTest(fault.message, () -> {
                    Parsing<Module> parsing =
                            Parser.parse(new Source("", fault.text), RegoVersion.V1, ParserOptions.DEFAULT);
                    List<Diagnostic> errors = ((Parsing.Failed<Module>) parsing).errors();
                    assertEquals(fault.message, errors.getFirst().message());
                    assertEquals(fault.row, errors.getFirst().span().row());
                    assertEquals(1, errors.getFirst().span().column());
                }));
    }

    private static Annotation only(String text) {
        Module module = module(text);
        assertEquals(1, module.annotations().size());
        return module.annotations().getFirst();
    }

    private static dev.portcullis.rego.value.RegoObject content(Module module, int index) {
        return module.annotations().get(index).content();
    }

    private static Module module(String text) {
        return switch (Parser.parse(new Source("", text), RegoVersion.V1, ParserOptions.DEFAULT)) {
            case Parsing.Parsed<Module>(Module module) -> module;
            case Parsing.Failed<Module>(List<Diagnostic> errors) -> throw new AssertionError(errors);
        };
    }
}
