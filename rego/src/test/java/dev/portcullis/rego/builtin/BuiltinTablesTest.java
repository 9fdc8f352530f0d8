package dev.portcullis.rego.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.portcullis.rego.value.RegoValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every row of the tables in `tables/`: a call, and what `opa eval --strict-builtin-errors` of OPA 1.22.2 makes of
/// it.
///
/// A row is `name(arguments) => result`, `name(arguments) !! error text` or `name(arguments) => undefined`; an error
/// of type `eval_type_error` is written `!t`. Lines that start with `#` are comments.
class BuiltinTablesTest {
    private static final List<String> TABLES = List.of(
            "comparison",
            "numbers",
            "aggregates",
            "arrays",
            "sets",
            "objects",
            "types",
            "strings",
            "sprintf",
            "regex",
            "glob",
            "graph",
            "crypto",
            "debug",
            "time",
            "jsonpath",
            "encoding",
            "net",
            "misc",
            "yaml");

    @TestFactory
    Stream<DynamicContainer> tables() {
        return TABLES.stream().map(table -> DynamicContainer.dynamicContainer(table, rows(table)));
    }

    private static Stream<DynamicTest> rows(String table) {
        List<DynamicTest> tests = new ArrayList<>();
        String resource = "tables/" + table + ".txt";
        try (InputStream in = BuiltinTablesTest.class.getResourceAsStream(resource)) {
            assertNotNull(in, resource);
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    tests.add(DynamicTest.dynamicTest(line, () -> check(line)));
                }
            }
        } catch (IOException e) {
            throw new AssertionError(resource, e);
        }
        return tests.stream();
    }

    private static void check(String row) {
        int open = row.indexOf('(');
        String name = row.substring(0, open);
        TermReader reader = new TermReader(row.substring(open + 1));
        RegoValue[] arguments = reader.arguments().toArray(RegoValue[]::new);
        assertEquals(row.substring(open + 1 + reader.position()).stripLeading(), call(name, arguments));
    }

    private static String call(String name, RegoValue[] arguments) {
        Builtins.Entry entry = Builtins.core().get(name);
        assertNotNull(entry, name);
        Builtin function = entry.function();
        assertNotNull(function, name);
        try {
            @Nullable RegoValue result = function.call(new RecordingContext(1_000_000), arguments);
            return result == null ? "=> undefined" : "=> " + result;
        } catch (BuiltinException e) {
            return (e.isTypeError() ? "!t " : "!! ")
                    + String.valueOf(e.getMessage()).replace("\n", "\\n");
        }
    }
}
