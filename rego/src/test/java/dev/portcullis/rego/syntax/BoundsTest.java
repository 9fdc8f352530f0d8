package dev.portcullis.rego.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Texts made to exhaust the parser end in one coded error.
class BoundsTest {
    private static final int MANY = 100_000;
    private static final String TOO_DEEP = "max parsing recursion depth exceeded";

    @TestFactory
    Stream<DynamicTest> nestingBeyondTheBound_isOneError() {
        return Stream.of(
                        "[",
                        "(",
                        "{",
                        "{\"a\": ",
                        "f(",
                        "a[",
                        "({",
                        "{(",
                        "$\"{",
                        "[x | ",
                        "{{x | ",
                        "{x: y | ",
                        "every x in y { ",
                        "a.b[c(")
                .map(opening -> DynamicTest.dynamicTest(
                        opening, () -> assertTooDeep("package a\np if " + opening.repeat(MANY), RegoVersion.V1)));
    }

    @TestFactory
    Stream<DynamicTest> nestingOfLogic_isOneError() {
        return Stream.of("{", "(not ", "not {", "(a or ", "{a and ")
                .map(opening -> DynamicTest.dynamicTest(
                        opening, () -> assertTooDeep("package a\np if " + opening.repeat(MANY), RegoVersion.V2)));
    }

    @TestFactory
    Stream<DynamicTest> chainsThatMakeDeepTrees_areOneError() {
        return Stream.of(" + x", " | x", " == x", " in x", " and x", " or x", " and x or x")
                .map(link -> DynamicTest.dynamicTest(
                        link, () -> assertTooDeep("package a\np if x" + link.repeat(MANY), RegoVersion.V2)));
    }

    @Test
    void elseBranchesBeyondTheBound_areOneError() {
        assertTooDeep("package a\np if x" + " else if { x }".repeat(MANY), RegoVersion.V1);
    }

    @Test
    void callsOfCalls_areOneError() {
        assertTooDeep("package a\np := f" + "(x).g".repeat(MANY), RegoVersion.V1);
    }

    @Test
    void nestingWithinTheBound_parses() {
        assertParses("package a\np := " + "[".repeat(250) + "]".repeat(250));
        assertParses("package a\np := " + "(".repeat(250) + "1" + ")".repeat(250));
        assertParses("package a\np := 1" + " + 1".repeat(250));
    }

    @Test
    void longFlatTexts_parse() {
        assertParses("package a\np := [" + "1, ".repeat(MANY) + "]");
        assertParses("package a\np := x" + ".y".repeat(MANY));
        assertParses("package a\np if { " + "x; ".repeat(MANY) + "y }");
        assertParses("package a\n" + "p contains 1\n".repeat(MANY));
    }

    @Test
    void readingsThatMultiply_areBounded() {
        String nested = "package a\np if " + "{x | ".repeat(100) + "y" + "}".repeat(100);
        String message = onlyMessage(nested, RegoVersion.V2, ParserOptions.DEFAULT);
        assertTrue(message.startsWith("parsing takes more than the allowed "), message);
    }

    @Test
    void longTexts_areRefused() {
        ParserOptions short10 = new ParserOptions(Set.of(), Set.of(), true, 10, 300);
        assertEquals(
                "text of 11 characters is longer than the allowed 10",
                onlyMessage("package abc", RegoVersion.V1, short10));
    }

    private static void assertTooDeep(String text, RegoVersion version) {
        assertEquals(TOO_DEEP, onlyMessage(text, version, ParserOptions.DEFAULT));
    }

    private static void assertParses(String text) {
        assertInstanceOf(
                Parsing.Parsed.class, Parser.parse(new Source("", text), RegoVersion.V1, ParserOptions.DEFAULT));
    }

    private static String onlyMessage(String text, RegoVersion version, ParserOptions options) {
        Parsing<?> parsing = Parser.parse(new Source("", text), version, options);
        Parsing.Failed<?> failed = assertInstanceOf(Parsing.Failed.class, parsing);
        assertEquals(1, failed.errors().size());
        return failed.errors().getFirst().message();
    }
}
