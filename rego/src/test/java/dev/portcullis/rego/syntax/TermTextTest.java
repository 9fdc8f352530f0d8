package dev.portcullis.rego.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermTextTest {
    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            x.y["z w"]["if"][_][0]           => x.y["z w"]["if"][_][0]
            1 + x * 2                        => plus(1, mul(x, 2))
            x = y                            => x = y
            x := 1; y                        => assign(x, 1); y
            [1, "a", null]                   => [1, "a", null]
            {3, 1, 2}                        => {1, 2, 3}
            set()                            => set()
            {"a": {}}                        => {"a": {}}
            {x | x := 1; y}                => {x | assign(x, 1); y}
            [(a | b) | true]             => [(a | b) | true]
            {k: (v + 1) | z}                 => {k: (v + 1) | z}
            x in y                           => internal.member_2(x, y)
            not x == 1                       => not equal(x, 1)
            not {x; y}                       => not {x; y}
            not (x or y)                     => not (x or y)
            some x, y                        => some x, y
            some k, v in m                   => some k, v in m
            every k, v in m { v }            => every k, v in m { v }
            (a or b) and {c}                 => (a or b) and { c }
            x with input.a as 1              => x with input.a as 1
            $"a{x}\\{"                       => $"a{x}\\{"
            """)
    void write_isOpasText(String text, String expected) {
        Source source = new Source("", text);
        if (Parser.parseQuery(source, RegoVersion.V2, ParserOptions.DEFAULT)
                instanceof Parsing.Parsed<Body>(Body body)) {
            assertEquals(expected, TermText.write(body));
        } else {
            throw new AssertionError(text);
        }
    }
}
