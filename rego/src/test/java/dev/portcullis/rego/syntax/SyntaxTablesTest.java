package dev.portcullis.rego.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every case of the tables under `syntax/`: a text, and the tree or the errors OPA 1.22.2 gives for it.
///
/// A case is `== version name`, the text, a line `--`, and what is expected: S-expressions of [TreePrinter], or lines
/// `row:column code: message`. `<CR>`, `<NUL>`, `<BOM>` and `<NBSP>` stand for these characters.
class SyntaxTablesTest {
    private static final ParserOptions OPTIONS = ParserOptions.DEFAULT.withBuiltins(Set.of("count"));

    @TestFactory
    Stream<DynamicContainer> trees() {
        return tables(
                (source, version) -> module(source, version, false),
                "trees/statements",
                "trees/rules",
                "trees/terms",
                "trees/bodies",
                "trees/logic",
                "trees/templates",
                "trees/oddities");
    }

    @TestFactory
    Stream<DynamicContainer> places() {
        return tables((source, version) -> module(source, version, true), "places/modules");
    }

    @TestFactory
    Stream<DynamicContainer> errors() {
        return tables(
                (source, version) -> module(source, version, false),
                "errors/lexical",
                "errors/statements",
                "errors/rules",
                "errors/terms",
                "errors/bodies",
                "errors/logic",
                "errors/mutants");
    }

    @TestFactory
    Stream<DynamicContainer> queries() {
        return tables(SyntaxTablesTest::query, "queries/queries");
    }

    private static String module(Source source, RegoVersion version, boolean places) {
        return switch (Parser.parse(source, version, OPTIONS)) {
            case Parsing.Parsed<Module>(Module module) -> TreePrinter.print(module, places);
            case Parsing.Failed<Module>(List<Diagnostic> errors) -> lines(errors);
        };
    }

    private static String query(Source source, RegoVersion version) {
        return switch (Parser.parseQuery(source, version, OPTIONS)) {
            case Parsing.Parsed<Body>(Body body) -> TreePrinter.print(body, false);
            case Parsing.Failed<Body>(List<Diagnostic> errors) -> lines(errors);
        };
    }

    private static String lines(List<Diagnostic> errors) {
        return errors.stream()
                .map(e -> e.span().row() + ":" + e.span().column() + " "
                        + e.code().text() + ": " + e.message())
                .collect(Collectors.joining("\n"));
    }

    private static Stream<DynamicContainer> tables(BiFunction<Source, RegoVersion, String> parse, String... names) {
        return Stream.of(names)
                .map(name -> DynamicContainer.dynamicContainer(
                        name,
                        cases(read(name)).stream()
                                .map(each -> DynamicTest.dynamicTest(each.name, () -> each.check(parse)))));
    }

    private record Case(RegoVersion version, String name, String text, String expected) {
        void check(BiFunction<Source, RegoVersion, String> parse) {
            assertEquals(expected, parse.apply(new Source("", text), version), text);
        }
    }

    private static List<Case> cases(String table) {
        List<Case> cases = new ArrayList<>();
        String[] blocks = ("\n" + table).split("\n== ", -1);
        for (int i = 1; i < blocks.length; i++) {
            int head = blocks[i].indexOf('\n');
            int end = blocks[i].indexOf("\n--\n");
            String[] title = blocks[i].substring(0, head).split(" ", 2);
            String text = head == end ? "" : blocks[i].substring(head + 1, end);
            cases.add(new Case(
                    RegoVersion.valueOf(title[0].toUpperCase(Locale.ROOT)),
                    title[1],
                    unescaped(text),
                    blocks[i].substring(end + 4).stripTrailing()));
        }
        return cases;
    }

    private static String unescaped(String text) {
        return text.replace("<CR>", "\r")
                .replace("<NUL>", "\0")
                .replace("<BOM>", "\uFEFF")
                .replace("<NBSP>", "\u00A0");
    }

    private static String read(String table) {
        String resource = "/syntax/" + table + ".txt";
        try (InputStream in = SyntaxTablesTest.class.getResourceAsStream(resource)) {
            assertNotNull(in, resource);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(resource, e);
        }
    }
}
