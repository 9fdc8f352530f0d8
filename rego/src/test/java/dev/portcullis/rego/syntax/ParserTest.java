package dev.portcullis.rego.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.source.Span;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
    @Test
    void parse_keepsTheSource() {
        Source source = new Source("a/b.rego", "package a\np := 1");
        Module module = module(source, RegoVersion.V1);
        assertEquals(source, module.source());
        assertEquals("a/b.rego", module.rules().getFirst().span().file());
    }

    @ParameterizedTest
    @CsvSource({
        "V0, '', V0",
        "V0, import rego.v1, V1",
        "V0, import rego.v2, V2",
        "V1, '', V1",
        "V1, import rego.v1, V1",
        "V1, import rego.v2, V2",
        "V2, import rego.v1, V2",
    })
    void parse_takesTheHigherLevel(RegoVersion given, String line, RegoVersion expected) {
        assertEquals(
                expected, module(new Source("", "package a\n" + line), given).version());
    }

    @Test
    void parse_spansReachFromFirstToLastCharacter() {
        String text = "package a\np contains x if { x := [1, f( y ).z ] ; not a in b with input as {} }\nq := -5";
        Module module = module(new Source("", text), RegoVersion.V1);
        Rule rule = module.rules().getFirst();
        assertEquals("p contains x if { x := [1, f( y ).z ] ; not a in b with input as {} }", cut(text, rule.span()));
        assertEquals("p contains x", cut(text, rule.head().span()));
        List<Expression> body = rule.body().expressions();
        assertEquals("x := [1, f( y ).z ]", cut(text, body.getFirst().span()));
        assertEquals("not a in b with input as {}", cut(text, body.getLast().span()));
        assertEquals(
                "with input as {}", cut(text, body.getLast().withs().getFirst().span()));
        Term.Call assignment = (Term.Call) ((Expression.Holds) body.getFirst()).term();
        Term.ArrayLiteral array = (Term.ArrayLiteral) assignment.arguments().getLast();
        assertEquals("[1, f( y ).z ]", cut(text, array.span()));
        Term.Ref ref = (Term.Ref) array.elements().getLast();
        assertEquals("f( y ).z", cut(text, ref.span()));
        assertEquals("f( y )", cut(text, ref.head().span()));
        assertEquals("-5", cut(text, value(module.rules().getLast()).span()));
    }

    @Test
    void parse_columnsCountCodePoints() {
        Module module = module(new Source("", "package a\np := [\"é😀\", x]"), RegoVersion.V1);
        Term.ArrayLiteral array = (Term.ArrayLiteral) value(module.rules().getFirst());
        assertEquals(13, array.elements().getLast().span().column());
    }

    @ParameterizedTest
    @ValueSource(strings = {"data.portcullis.decision", "data", "input[\"a b\"].c", "data.a[x]"})
    void parseRef_reads(String text) {
        Term.Ref ref = parsed(Parser.parseRef(new Source("", text), RegoVersion.V1, ParserOptions.DEFAULT));
        assertEquals(text, TermText.write(ref));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            x                 | expected ref but got x
            data.a; data.b    | expected exactly one term but got: data.a; data.b
            f(x)              | expected term but got: f(x)
            data.a with b as 1| expected term but got: data.a with b as 1
            data.             | unexpected eof token: expected identifier
            package a         | expected body but got *ast.Package
            import data.a     | expected body but got *ast.Import
            """)
    void parseRef_refuses(String text, String message) {
        assertEquals(
                message,
                failed(Parser.parseRef(new Source("", text), RegoVersion.V1, ParserOptions.DEFAULT))
                        .getFirst()
                        .message());
    }

    @Test
    void parseQuery_knowsTheGivenKeywords() {
        Source query = new Source("", "a and b");
        ParserOptions keywords = ParserOptions.DEFAULT.withKeywords(Set.of("and"));
        assertEquals(
                "(and (a) (b))", TreePrinter.print(parsed(Parser.parseQuery(query, RegoVersion.V1, keywords)), false));
        Body plain = parsed(Parser.parseQuery(query, RegoVersion.V1, ParserOptions.DEFAULT));
        assertEquals("a and b", TreePrinter.print(plain, false));
    }

    @Test
    void parseQuery_refusesUnknownKeywords() {
        ParserOptions keywords = ParserOptions.DEFAULT.withKeywords(Set.of("xor"));
        assertEquals(
                "unknown future keyword: xor",
                failed(Parser.parseQuery(new Source("", "x"), RegoVersion.V1, keywords))
                        .getFirst()
                        .message());
    }

    @Test
    void allKeywords_makeV0ReadLikeV2() {
        Source query = new Source("", "some x in xs; not { x or y }");
        assertEquals(
                "(some-in x xs) (not {(or (x) (y))})",
                TreePrinter.print(parsed(Parser.parseQuery(query, RegoVersion.V0, ParserOptions.ALL_KEYWORDS)), false));
    }

    @Test
    void bodies_knowWhetherTheyWereBraced() {
        String text = "package a\np if not {x}\nq if not x";
        List<Rule> rules = module(new Source("", text), RegoVersion.V2).rules();
        assertTrue(negated(rules.getFirst()).body().braced());
        assertFalse(negated(rules.getLast()).body().braced());
    }

    @Test
    void wildcards_areDistinctThroughoutAModule() {
        Module module = module(new Source("", "package a\nf(_) := _ if _\ng(_, _) := 1"), RegoVersion.V1);
        String text = TreePrinter.print(module, false);
        for (String name : List.of("$0", "$1", "$2", "$3", "$4")) {
            assertEquals(text.indexOf(name), text.lastIndexOf(name), name);
            assertTrue(text.contains(name), name);
        }
    }

    private static Term value(Rule rule) {
        return Objects.requireNonNull(rule.head().value());
    }

    private static Expression.Not negated(Rule rule) {
        return (Expression.Not) rule.body().expressions().getFirst();
    }

    private static Module module(Source source, RegoVersion version) {
        return parsed(Parser.parse(source, version, ParserOptions.DEFAULT));
    }

    private static <T> T parsed(Parsing<T> parsing) {
        return switch (parsing) {
            case Parsing.Parsed<T>(T tree) -> tree;
            case Parsing.Failed<T>(List<Diagnostic> errors) -> throw new AssertionError(errors);
        };
    }

    private static List<Diagnostic> failed(Parsing<?> parsing) {
        return switch (parsing) {
            case Parsing.Parsed<?> parsed -> throw new AssertionError(parsed);
            case Parsing.Failed<?> failed -> failed.errors();
        };
    }

    private static String cut(String text, Span span) {
        return text.substring(span.offset(), span.offset() + span.length());
    }
}
