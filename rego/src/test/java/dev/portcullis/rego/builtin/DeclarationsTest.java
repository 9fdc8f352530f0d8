package dev.portcullis.rego.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.rego.types.Basic;
import dev.portcullis.rego.types.Type;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclarationsTest {
    private static final Declarations OPA = Declarations.opa();

    /// `arities.txt` lists name and arity of every builtin in `opa capabilities --current` of OPA 1.22.2.
    @Test
    void opa_hasTheNamesAndAritiesOfOpa() throws IOException {
        try (InputStream in = DeclarationsTest.class.getResourceAsStream("arities.txt")) {
            assertNotNull(in);
            List<String> expected = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<String> declared =
                    OPA.all().stream().map(d -> d.name() + " " + d.arity()).toList();
            assertEquals(expected, declared);
        }
    }

    @Test
    void opa_hasTheCountsOfOpa() {
        assertEquals(206, OPA.all().size());
        assertEquals(11, count(Declaration::deprecated));
        assertEquals(11, count(Declaration::nondeterministic));
        assertEquals(1, count(Declaration::relation));
        assertEquals(3, count(Declaration::isVoid));
        assertEquals(1, count(Declaration::variadic));
        assertEquals(17, count(declaration -> !declaration.infix().isEmpty()));
    }

    @Test
    void get_unknownName() {
        assertNull(OPA.get("array.nope"));
    }

    @Test
    void parse_readsEveryForm() {
        Declaration declaration = parse("f(null | array[string], {a: number, [string]: any}): [boolean, set[any]]"
                + "; infix +, relation, deprecated, nondeterministic");

        Type text = new Type.Text();
        assertEquals(
                List.of(
                        new Type.Union(List.of(new Type.Null(), Type.Array.of(text))),
                        new Type.Obj(List.of(new Type.Property("a", Basic.NUMBER)), new Type.Others(text, Basic.ANY))),
                declaration.parameters());
        assertEquals(
                new Type.Array(List.of(Basic.BOOLEAN, new Type.Set(Basic.ANY)), Basic.UNKNOWN), declaration.result());
        assertEquals("+", declaration.infix());
        assertTrue(declaration.relation() && declaration.deprecated() && declaration.nondeterministic());
    }

    @Test
    void parse_variadicNeedsNoArgument() {
        Declaration declaration = parse("f(any, ...string): void");

        assertEquals(1, declaration.arity());
        assertTrue(declaration.variadic() && declaration.isVoid());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f",
                "(any): any",
                "f(any) any",
                "f(thing): any",
                "f(array[any): any",
                "f(any any): any",
                "f(any): any; quick",
                "f(any): any, relation",
                "f({}): any",
                "f(any): any\nf(any): any"
            })
    void parse_refusesWhatIsNotInTheNotation(String text) {
        assertThrows(IllegalArgumentException.class, () -> Declarations.parse(text));
    }

    private static Declaration parse(String line) {
        Declaration declaration = Declarations.parse(line).get("f");
        assertNotNull(declaration);
        return declaration;
    }

    private static long count(Predicate<Declaration> condition) {
        return OPA.all().stream().filter(condition).count();
    }
}
