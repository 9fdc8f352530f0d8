package dev.portcullis.rego.typing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.rego.Compilation;
import dev.portcullis.rego.CompileOptions;
import dev.portcullis.rego.PolicySource;
import dev.portcullis.rego.Query;
import dev.portcullis.rego.RegoCompiler;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `golden.jsonl` is what OPA 1.22.2 says, recorded by `conformance-tests/peers type-golden`.
class TypeCheckTest {
    /// Every declared builtin has a function, so that types alone decide.
    private static final RegoCompiler COMPILER =
            new RegoCompiler(Builtins.core().with(builder -> {
                for (Builtins.Entry entry : Builtins.core().all()) {
                    if (entry.function() == null) {
                        builder.defineUnchecked(entry.declaration().name(), (_, _) -> RegoNull.NULL_VALUE);
                    }
                }
            }));

    record Golden(String name, String module, List<String> errors) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Golden> golden() throws IOException {
        return lines("golden.jsonl").filter(golden -> !departures().contains(golden.name()));
    }

    static Stream<Golden> departing() throws IOException {
        return lines("golden.jsonl").filter(golden -> departures().contains(golden.name()));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void compile_saysWhatOpaSays(Golden golden) {
        assertEquals(golden.errors(), diagnose(golden.module()));
    }

    /// The list of departures names nothing that agrees.
    @ParameterizedTest
    @MethodSource("departing")
    void compile_departsWhereTheListSaysSo(Golden golden) {
        assertNotEquals(golden.errors(), diagnose(golden.module()));
    }

    @Test
    void departures_areFewAndExist() throws IOException {
        long all = lines("golden.jsonl").count();
        assertEquals(departures().size(), departing().count());
        assertTrue(departures().size() * 100L <= all, departures().size() + " of " + all);
    }

    @Test
    void query_isCheckedAgainstDocuments() {
        Compilation compilation = COMPILER.compile(List.of(source("package p\nd := {\"a\": 1}")));

        assertEquals(List.of("undefined ref: data.p.d.z"), query(compilation, "data.p.d.z"));
        assertEquals(List.of("upper: invalid argument(s)"), query(compilation, "upper(data.p.d.a)"));
        assertEquals(List.of("match error"), query(compilation, "data.p.d.a = \"s\""));
    }

    /// In a query `==` has a value, which is false when the types differ.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "data.p.d.a == \"s\"",
                "data.p.d.a = 1",
                "data.p.other.z",
                "data.p.d.z with data.p.d as {\"z\": 1}"
            })
    void query_accepted(String text) {
        Compilation compilation = COMPILER.compile(List.of(source("package p\nd := {\"a\": 1}")));

        assertEquals(List.of(), query(compilation, text));
    }

    @Test
    void schemas_byName() throws Exception {
        RegoValue schema = RegoJson.read("{\"properties\": {\"n\": {\"type\": \"number\"}}}");
        String annotated = "package p\n# METADATA\n# schemas:\n#   - input.x: schema.request\nq := upper(input.x.n)";

        assertEquals(
                List.of("5:6 rego_type_error upper: invalid argument(s)"),
                diagnose(annotated, Map.of("schema.request", schema)));
        assertEquals(
                List.of("5:1 rego_type_error undefined schema: schema.request"),
                diagnose(annotated, Map.of("schema.other", schema)));
        assertEquals(List.of(), diagnose(annotated, Map.of()));
    }

    @Test
    void schemas_ofInputForAllRules() throws Exception {
        RegoValue schema = RegoJson.read("{\"properties\": {\"n\": {\"type\": \"number\"}}}");

        assertEquals(
                List.of("2:6 rego_type_error undefined ref: input.z"),
                diagnose("package p\nq := input.z", Map.of("schema", schema)));
    }

    /// Comprehensions in comprehensions are checked once each, not once for every enclosing one.
    @Test
    void compile_deeplyNestedComprehensions() {
        String nested = "[y | y := ".repeat(40) + "upper(1)" + "]".repeat(40);

        assertEquals(1, diagnose("package p\nq := " + nested).size());
    }

    private static List<String> diagnose(String module) {
        return diagnose(module, Map.of());
    }

    private static List<String> diagnose(String module, Map<String, RegoValue> schemas) {
        List<String> errors = new ArrayList<>();
        if (COMPILER.compile(List.of(source(module)), new CompileOptions(false, 10, schemas))
                instanceof Compilation.Rejected(List<Diagnostic> diagnostics)) {
            for (Diagnostic each : diagnostics) {
                errors.add(each.span().row() + ":" + each.span().column() + " "
                        + each.code().text() + " " + each.message());
            }
        }
        Collections.sort(errors);
        return errors;
    }

    private static List<String> query(Compilation compilation, String text) {
        Compilation.Compiled compiled = (Compilation.Compiled) compilation;
        return compiled.policies().bind(RegoObject.empty()).query(text)
                        instanceof Query.Rejected(List<Diagnostic> diagnostics)
                ? diagnostics.stream().map(Diagnostic::message).toList()
                : List.of();
    }

    private static PolicySource source(String module) {
        return new PolicySource(new Source("m.rego", module), RegoVersion.V1);
    }

    private static List<String> departures() {
        try {
            return text("departures.txt")
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# "))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Golden> lines(String name) throws IOException {
        return text(name).lines().map(TypeCheckTest::golden);
    }

    private static Golden golden(String line) {
        try {
            RegoObject row = (RegoObject) RegoJson.read(line);
            List<String> errors = new ArrayList<>();
            RegoArray recorded = (RegoArray) field(row, "errors");
            for (int i = 0; i < recorded.size(); i++) {
                RegoObject error = (RegoObject) recorded.get(i);
                errors.add(field(error, "row") + ":" + field(error, "col") + " " + string(error, "code") + " "
                        + string(error, "message"));
            }
            Collections.sort(errors);
            return new Golden(string(row, "name"), string(row, "module"), errors);
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String string(RegoObject object, String name) {
        return ((RegoString) field(object, name)).value();
    }

    private static RegoValue field(RegoObject object, String name) {
        RegoValue value = object.get(name);
        assertNotNull(value);
        return value;
    }

    private static String text(String name) throws IOException {
        try (InputStream in = TypeCheckTest.class.getResourceAsStream(name)) {
            assertNotNull(in);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
