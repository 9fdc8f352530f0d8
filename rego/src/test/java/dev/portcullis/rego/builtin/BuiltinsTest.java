package dev.portcullis.rego.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.types.Type;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltinsTest {
    /// Groups that need a library or the network, or that the compiler turns into something else.
    private static final Set<String> ELSEWHERE =
            Set.of("assign", "eq", "graphql", "http", "io", "print", "providers", "rego");

    private static final Set<String> ALONE = Set.of(
            "crypto.parse_private_keys",
            "json.match_schema",
            "json.verify_schema",
            "net.lookup_ip_addr",
            "strings.render_template");

    @Test
    void core_implementsAllButWhatBelongsElsewhere() {
        Set<String> missing = new TreeSet<>();
        for (Builtins.Entry entry : Builtins.core().all()) {
            String name = entry.declaration().name();
            boolean elsewhere = ELSEWHERE.contains(name.replaceFirst("\\..*", ""))
                    || ALONE.contains(name)
                    || name.startsWith("crypto.x509.");
            if (elsewhere != (entry.function() == null)) {
                missing.add(name);
            }
        }

        assertEquals(Set.of(), missing);
    }

    @Test
    void with_definesOnTop() throws BuiltinException {
        Builtins core = Builtins.core();
        Builtins more = core.with(to -> to.define("http.send", (_, args) -> args[0]));

        assertNull(entry(core, "http.send").function());
        assertEquals(RegoObject.empty(), call(more, "http.send", RegoObject.empty()));
        assertSame(entry(core, "plus"), entry(more, "plus"));
    }

    @Test
    void with_refusesWhatIsNotDeclared() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Builtins.core().with(to -> to.define("crypto.rot13", (_, args) -> args[0])));
    }

    @Test
    void with_declaresWhatOpaDoesNotKnow() throws BuiltinException {
        Declaration declaration = new Declaration(
                "acme.greet", "", List.of(new Type.Text()), new Type.Text(), false, false, false, false, false);
        Builtins more = Builtins.core().with(to -> to.declare(declaration, (_, args) -> args[0]));

        assertEquals(RegoString.of("x"), call(more, "acme.greet", RegoString.of("x")));
        assertThrows(BuiltinException.class, () -> call(more, "acme.greet", RegoObject.empty()));
    }

    @Test
    void call_withTheWrongNumberOfArguments() {
        BuiltinException few =
                assertThrows(BuiltinException.class, () -> call(Builtins.core(), "concat", RegoString.of(",")));
        assertEquals("arity mismatch: have 1, want 2", few.getMessage());
        assertThrows(
                BuiltinException.class,
                () -> call(Builtins.core(), "net.cidr_is_valid", RegoString.of("a"), RegoString.of("b")));
    }

    @Test
    void nondeterministicBuiltins_sayTheSameTwice() throws BuiltinException {
        RecordingContext context = new RecordingContext(1_000);
        List<RegoValue> first = drawAll(context);

        assertEquals(first, drawAll(context));
        assertEquals(first, drawAll(new RecordingContext(1_000)));
        assertNotEquals(
                entryFunction("uuid.rfc4122").call(context, new RegoValue[] {RegoString.of("a")}),
                entryFunction("uuid.rfc4122").call(context, new RegoValue[] {RegoString.of("b")}));
    }

    private static List<RegoValue> drawAll(RecordingContext context) throws BuiltinException {
        List<RegoValue> drawn = new ArrayList<>();
        for (String key : List.of("a", "b", "c")) {
            drawn.add(entryFunction("rand.intn")
                    .call(context, new RegoValue[] {RegoString.of(key), RegoNumber.of(1_000_000)}));
            drawn.add(entryFunction("uuid.rfc4122").call(context, new RegoValue[] {RegoString.of(key)}));
        }
        return drawn;
    }

    @Test
    void rfc4122_isVersion4() throws BuiltinException {
        RegoValue uuid = call(Builtins.core(), "uuid.rfc4122", RegoString.of("k"));

        assertNotNull(uuid);
        assertEquals(
                "{\"variant\": \"RFC4122\", \"version\": 4}",
                String.valueOf(call(Builtins.core(), "uuid.parse", uuid)));
    }

    @Test
    void now_isTheEnvironments() throws BuiltinException {
        assertEquals(RegoNumber.of(RecordingContext.NOW_NS), call(Builtins.core(), "time.now_ns"));
    }

    @Test
    void print_writesEveryCombination() throws BuiltinException {
        RecordingContext context = new RecordingContext(1_000);
        RegoValue operands = TermReader.read("[{\"x\"}, set(), {1, 2}, {[\"a\"]}]");

        assertEquals(RegoBoolean.TRUE, entryFunction("internal.print").call(context, new RegoValue[] {operands}));
        assertEquals(List.of("x <undefined> 1 [\"a\"]", "x <undefined> 2 [\"a\"]"), context.printed);
    }

    @Test
    void templateString_withManyValues_isAConflict() {
        EvaluationException e = assertThrows(
                EvaluationException.class,
                () -> call(Builtins.core(), "internal.template_string", TermReader.read("[{1, 2}]")));

        assertEquals(EvaluationException.Code.CONFLICT, e.code());
    }

    @Test
    void walk_goesFromTheTop() throws BuiltinException {
        RegoValue walked = call(Builtins.core(), "walk", TermReader.read("{\"a\": [1, {2}], 3: null}"));

        assertEquals(
                "[[[], {3: null, \"a\": [1, {2}]}], [[3], null], [[\"a\"], [1, {2}]], [[\"a\", 0], 1], "
                        + "[[\"a\", 1], {2}], [[\"a\", 1, 2], 2]]",
                String.valueOf(walked));
    }

    /// Calls whose cost is far beyond their arguments; each must ask for its budget before it allocates.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "numbers.range(1, 1000000000000)",
                "numbers.range(1, 1000000000000000000000000)",
                "numbers.range_step(0, 9223372036854775807, 2)",
                "net.cidr_expand(\"10.0.0.0/8\")",
                "net.cidr_expand(\"::/0\")",
                "sprintf(\"%1000000d\", [1])",
                "sprintf(\"%*s\", [1000000, \"x\"])",
                "sprintf(\"%.1000000d\", [1])",
                "sprintf(\"%.1000000f\", [1.5])",
                "sprintf(\"%.1000000e\", [1.5])",
                "sprintf(\"%#.1000000g\", [1.5])",
                "sprintf(\"%.1000000x\", [1.5])",
                "sprintf(\"%-1000000x\", [12345678901234567890])",
                "bits.lsh(1, 100000000)",
                "bits.lsh(1, 100000000000000000000)",
                "units.parse(\"1e999999\")",
                "units.parse_bytes(\"1e99999\")"
            })
    void costlyCalls_areChargedFirst(String row) {
        int open = row.indexOf('(');
        RegoValue[] arguments =
                new TermReader(row.substring(open + 1)).arguments().toArray(RegoValue[]::new);

        EvaluationException e = assertThrows(
                EvaluationException.class,
                () -> entryFunction(row.substring(0, open)).call(new RecordingContext(10_000), arguments));
        assertEquals(EvaluationException.Code.BUDGET, e.code());
    }

    /// Growth that comes from the shape of the arguments.
    @Test
    void multiplyingCalls_areCharged() {
        RegoString text = RegoString.of("a".repeat(1_000));
        RegoArray pieces = RegoArray.copyOf(java.util.Collections.nCopies(1_000, RegoString.EMPTY));
        RegoArray texts = RegoArray.copyOf(java.util.Collections.nCopies(1_000, text));

        assertThrows(EvaluationException.class, () -> callPoor("replace", text, RegoString.of("a"), text));
        assertThrows(EvaluationException.class, () -> callPoor("concat", text, pieces));
        assertThrows(EvaluationException.class, () -> callPoor("regex.replace", text, RegoString.of("a"), text));
        assertThrows(EvaluationException.class, () -> callPoor("strings.any_prefix_match", texts, texts));
        assertThrows(
                EvaluationException.class,
                () -> callPoor(
                        "walk",
                        RegoArray.of(texts, texts, texts, texts, texts, texts, texts, texts, texts, texts, texts)));
        assertThrows(
                EvaluationException.class,
                () -> callPoor("graph.reachable_paths", ladder(20), RegoArray.of(RegoNumber.of(0))));
    }

    /// A graph with two ways at each of `steps` steps.
    private static RegoValue ladder(int steps) {
        StringBuilder graph = new StringBuilder("{");
        for (int i = 0; i < steps; i++) {
            graph.append("%d: [%d, \"%d\"], \"%d\": [%d, \"%d\"], ".formatted(i, i + 1, i + 1, i, i + 1, i + 1));
        }
        return TermReader.read(graph.append("-1: []}").toString());
    }

    private static @Nullable RegoValue callPoor(String name, RegoValue... arguments) throws BuiltinException {
        return entryFunction(name).call(new RecordingContext(10_000), arguments);
    }

    @Test
    void regex_boundsWhatItCompiles() {
        assertEquals(
                "pattern of 16385 characters is longer than the allowed 16384",
                failure("regex.match", RegoString.of("a".repeat(16_385)), RegoString.EMPTY));
        assertTrue(failure("regex.match", RegoString.of("(a{1000})".repeat(300)), RegoString.EMPTY)
                .startsWith("error parsing regexp: expression too large"));
        assertTrue(failure("regex.match", RegoString.of("(".repeat(1_001) + ")".repeat(1_001)), RegoString.EMPTY)
                .startsWith("error parsing regexp: expression nests too deeply"));
    }

    @Test
    void glob_boundsItsNesting() {
        String nested = "{".repeat(201) + "}".repeat(201);

        assertEquals(
                "glob: syntax error at 201: alternatives nest deeper than the allowed 200",
                failure("glob.match", RegoString.of(nested), RegoArray.empty(), RegoString.EMPTY));
    }

    @Test
    void globsMatch_boundsItsPatterns() {
        assertEquals(
                "pattern of 1001 tokens is longer than the allowed 1000",
                failure("regex.globs_match", RegoString.of("a".repeat(1_001)), RegoString.of("a")));
    }

    private static String failure(String name, RegoValue... arguments) {
        return String.valueOf(assertThrows(BuiltinException.class, () -> call(Builtins.core(), name, arguments))
                .getMessage());
    }

    private static @Nullable RegoValue call(Builtins builtins, String name, RegoValue... arguments)
            throws BuiltinException {
        Builtin function = entry(builtins, name).function();
        assertNotNull(function, name);
        return function.call(new RecordingContext(10_000_000), arguments);
    }

    private static Builtin entryFunction(String name) {
        Builtin function = entry(Builtins.core(), name).function();
        assertNotNull(function, name);
        return function;
    }

    private static Builtins.Entry entry(Builtins builtins, String name) {
        Builtins.Entry entry = builtins.get(name);
        assertNotNull(entry, name);
        return entry;
    }
}
