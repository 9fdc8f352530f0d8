package dev.portcullis.rego.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.portcullis.rego.Compilation;
import dev.portcullis.rego.CompileOptions;
import dev.portcullis.rego.PolicySource;
import dev.portcullis.rego.RegoCompiler;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is wrong with a policy, and where: a table in the resource `diagnostics.txt`, with what OPA 1.22.2 says. A row
/// is
/// `# name`, `level N [strict]`, the policy, `---` and a line `row:column code: message` for each error.
class DiagnosticsTest {
    record Row(String name, RegoVersion level, boolean strict, String policy, String errors) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> rows() throws IOException {
        try (InputStream table = DiagnosticsTest.class.getResourceAsStream("diagnostics.txt")) {
            String text = new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.substring(2).split("\n\n# ", -1)).map(DiagnosticsTest::row);
        }
    }

    private static Row row(String text) {
        String[] parts = text.strip().split("\n---\n", 2);
        String[] lines = parts[0].split("\n", 3);
        RegoVersion level = RegoVersion.valueOf("V" + lines[1].charAt("level ".length()));
        return new Row(lines[0], level, lines[1].endsWith("strict"), lines[2], parts[1]);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void compile_policyWithErrors_saysWhatOpaSays(Row row) {
        assertEquals(row.errors(), errors(row.policy(), row.level(), row.strict()));
    }

    @Test
    void compile_lenient_acceptsWhatOnlyStrictRefuses() {
        List<PolicySource> sources = sources("package p\nimport data.x\nf(a) := 1\nq if { y := 1 }", RegoVersion.V1);
        assertInstanceOf(Compilation.Compiled.class, RegoCompiler.standard().compile(sources, CompileOptions.DEFAULT));
    }

    @Test
    void compile_withoutLimit_reportsAll() {
        StringBuilder policy = new StringBuilder("package p\n");
        for (int i = 0; i < 12; i++) {
            policy.append("q").append(i).append(" if x > 1\n");
        }
        List<PolicySource> sources = sources(policy.toString(), RegoVersion.V1);
        Compilation.Rejected rejected = assertInstanceOf(
                Compilation.Rejected.class,
                RegoCompiler.standard().compile(sources, new CompileOptions(false, 0, Map.of())));
        assertEquals(12, rejected.diagnostics().size());
    }

    private static List<PolicySource> sources(String policy, RegoVersion level) {
        return List.of(new PolicySource(new Source("p.rego", policy), level));
    }

    private static String errors(String policy, RegoVersion level, boolean strict) {
        CompileOptions options = strict ? CompileOptions.STRICT : CompileOptions.DEFAULT;
        Compilation.Rejected rejected = assertInstanceOf(
                Compilation.Rejected.class, RegoCompiler.standard().compile(sources(policy, level), options));
        return rejected.diagnostics().stream().map(DiagnosticsTest::line).collect(Collectors.joining("\n"));
    }

    private static String line(Diagnostic diagnostic) {
        return diagnostic.span().row() + ":" + diagnostic.span().column() + " "
                + diagnostic.code().text() + ": " + diagnostic.message();
    }
}
