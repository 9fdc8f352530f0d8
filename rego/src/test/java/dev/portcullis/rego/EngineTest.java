package dev.portcullis.rego;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.rego.eval.Environment;
import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.eval.EvaluationLimits;
import dev.portcullis.rego.eval.EvaluationResult;
import dev.portcullis.rego.eval.RowObserver;
import dev.portcullis.rego.eval.RuleReference;
import dev.portcullis.rego.eval.Tracer;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Policies from text to answer. Expected values are those of OPA 1.22.2.
final class EngineTest {
    private static final String DATA = """
            {"base": {"a": [1, 2, 3], "o": {"x": {"n": 1}, "y": {"n": 2}}}, "mixed": {"base": {"v": 1}},
             "numbered": {"2": "two", "below": [["a", "b"]]}}""";

    private static ActivePolicies policies(String body) {
        PolicySource source = new PolicySource(new Source("test.rego", "package t\n" + body), RegoVersion.V1);
        return switch (RegoCompiler.standard().compile(List.of(source))) {
            case Compilation.Compiled compiled -> compiled.policies().bind((RegoObject) json(DATA));
            case Compilation.Rejected rejected ->
                throw new AssertionError(rejected.diagnostics().getFirst().text());
        };
    }

    private static RegoValue json(String text) {
        try {
            return RegoJson.read(text);
        } catch (JsonException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static EvaluationContext context(String input) {
        return EvaluationContext.ofInput(json(input), Environment.at(0));
    }

    private static String evaluate(String body, String path, String input) {
        return switch (policies(body).entrypoint(path).evaluate(context(input))) {
            case EvaluationResult.Defined defined -> RegoJson.write(defined.value());
            case EvaluationResult.Undefined _ -> "undefined";
        };
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '¦', quoteCharacter = '~', textBlock = """
            p := 1 ¦ 1
            p := input.a.b ¦ 7
            p := input.missing ¦ undefined
            p if input.a.b == 7 ¦ true
            p if input.a.b == 8 ¦ undefined
            default p := "d"  p := 1 if false ¦ "d"
            p contains x if some x in [3, 1, 2, 1] ¦ [1,2,3]
            p[k] := v if some k, v in {"a": 1, "b": 2} ¦ {"a":1,"b":2}
            p := [x | some x in data.base.a; x > 1] ¦ [2,3]
            p := {k: v.n | some k, v in data.base.o} ¦ {"x":1,"y":2}
            p := {x | x := data.base.a[_] % 2} ¦ [0,1]
            p := y if { [_, y] = [1, 2] } ¦ 2
            p := y if { {"k": y} = {"k": 3} } ¦ 3
            p := f(2)  f(x) := x * 10 ¦ 20
            p := f(1)  f(1) := "one"  f(2) := "two" ¦ "one"
            p := x if { some i; data.base.a[i] == 3; x := i } ¦ 2
            p if not input.missing ¦ true
            p if not input.a.b == 8 ¦ true
            p if not startswith(input.missing, "x") ¦ undefined
            p if not input.missing == "x" ¦ true
            p if every x in data.base.a { x > 0 } ¦ true
            p if every x in data.base.a { x > 1 } ¦ undefined
            p if every i, x in data.base.a { x == i + 1 } ¦ true
            p := 1 if false else := 2 if false else := 3 ¦ 3
            p := 1 if true else := 2 ¦ 1
            p if "x" in {"x", "y"} ¦ true
            p if 2 in data.base.a ¦ true
            p := n if { n := count(q) }  q contains 1  q contains 2 ¦ 2
            p if q[2]  q contains 2 ¦ true
            p := q.a.b  q.a.b := 5 ¦ 5
            p := q  q.a := 1  q.b := 2 ¦ {"a":1,"b":2}
            p := q  q[x].n := x if some x in [1, 2] ¦ {"1":{"n":1},"2":{"n":2}}
            p := q  q[x] contains y if { some x in ["a", "b"]; some y in [1, 2] } ¦ {"a":[1,2],"b":[1,2]}
            p := x if x := input.a with input as {"a": 9} ¦ 9
            p := x if x := data.base.a with data.base.a as 4 ¦ 4
            p := x if { x := q with input.a.b as 1 }  q := input.a.b ¦ 1
            p := [q, r] if { q := input with input as 2; r := input.a.b } ¦ [2,7]
            p := x if { x := f(1) with f as g }  f(x) := x  g(x) := x + 100 ¦ 101
            p := x if { x := count([1]) with count as 9 } ¦ 9
            p := x if { x := q with data.t.q as 3 }  q := 1 ¦ 3
            p := x if { walk(input, [["a", "b"], x]) } ¦ 7
            p := v if { some v in [1, 2, 3]; v > 2 } ¦ 3
            p := $"n={input.a.b} m={input.missing}" ¦ "n=7 m=<undefined>"
            p := {"a": {"b": q}}  q := null ¦ {"a":{"b":null}}
            p := x if { x = input.a.b; x > y; y = 3 } ¦ 7
            p := data.mixed.base.v ¦ 1
            p if { some v in [1, 2]; q with count as v }  q if count([1, 2, 3]) == 2 ¦ true
            p := x if { y := 5; x := q with f as y }  q := f(1)  f(x) := x ¦ 5
            p := x if { y := 5; x := q with f as y with input.a.b as 6 }  q := [f(1), input.a.b]  f(x) := x ¦ [5,6]
            p := [q, r] if { y := 5; q := s with f as y; r := s }  s := f(1)  f(x) := x ¦ [5,1]
            p := x if { x := q with time.now_ns as opa.runtime }  q := time.now_ns() ¦ {}
            p := x if { x := q with http.send as {"ok": true} }  q := http.send({}) ¦ {"ok":true}
            p := {"a": 1, "a": 2} ¦ {"a":2}
            p := $"{[]} {{{1}: 2}} {q with input.a.b as 6}"  q := input.a.b ¦ "[] {{1}: 2} 6"
            p[k] := v if { l = {"a": 1}[k]; {k: [l]} = {k: [v]} } ¦ {"a":1}
            p := f("n=7")  f($"n={input.a.b}") := 3 ¦ 3
            p if print("x", input.missing, [1][0]) ¦ true
            p := data.numbered[2] ¦ "two"
            p := data.numbered.below[0][1] ¦ "b"
            p := x if { o := data.numbered; x := o[2] } ¦ undefined
            """)
    void documents_haveOpasValues(String body, String expected) {
        assertEquals(expected, evaluate(body.replace("  ", "\n"), "data.t.p", "{\"a\": {\"b\": 7}}"));
    }

    @Test
    void metadataCalls_areTheAnnotationsOfRuleDocumentAndPackages() {
        List<PolicySource> sources = List.of(
                source("# METADATA\n# scope: subpackages\n# title: all\npackage a"),
                source("# METADATA\n# title: package\npackage a.b"),
                source("package a.b\n# METADATA\n# scope: document\n# title: document\np := 1 if false\n"
                        + "# METADATA\n# title: rule\np := [rego.metadata.rule(), rego.metadata.chain()]\n"
                        + "q := [rego.metadata.rule(), count(rego.metadata.chain())]"));
        ActivePolicies active = compiled(sources).bind(RegoObject.empty());

        assertEquals(
                "[{\"scope\":\"rule\",\"title\":\"rule\"},"
                        + "[{\"annotations\":{\"scope\":\"rule\",\"title\":\"rule\"},\"path\":[\"a\",\"b\",\"p\"]},"
                        + "{\"annotations\":{\"scope\":\"document\",\"title\":\"document\"},\"path\":[\"a\",\"b\",\"p\"]},"
                        + "{\"annotations\":{\"scope\":\"package\",\"title\":\"package\"},\"path\":[\"a\",\"b\"]},"
                        + "{\"annotations\":{\"scope\":\"subpackages\",\"title\":\"all\"},\"path\":[\"a\"]}]]",
                value(active, "data.a.b.p"));
        assertEquals("[{},3]", value(active, "data.a.b.q"));
    }

    private static String value(ActivePolicies active, String path) {
        return switch (active.entrypoint(path).evaluate(context("{}"))) {
            case EvaluationResult.Defined defined -> RegoJson.write(defined.value());
            case EvaluationResult.Undefined _ -> "undefined";
        };
    }

    @Test
    void packagesAreDocuments_picksAmongThemEvaluateOnlyWhatIsAsked() {
        List<PolicySource> sources = List.of(
                source("package r.one\nreport contains \"a\" if input.x"),
                source("package r.two\nreport contains \"b\"\nbad := 1 / 0"),
                source("package main\nall contains [name, m] if some m in data.r[name].report\n"
                        + "one := data.r[input.pick].report"));
        ActivePolicies active = compiled(sources).bind(RegoObject.empty());
        EvaluationContext context = context("{\"x\": true, \"pick\": \"two\"}");
        assertEquals("[[\"one\",\"a\"],[\"two\",\"b\"]]", value(active, "data.main.all", context));
        assertEquals("[\"b\"]", value(active, "data.main.one", context));
        assertEquals("{\"report\":[\"a\"]}", value(active, "data.r.one", context));
    }

    private static String value(ActivePolicies active, String path, EvaluationContext context) {
        EvaluationResult.Defined defined = assertInstanceOf(
                EvaluationResult.Defined.class, active.entrypoint(path).evaluate(context));
        return RegoJson.write(defined.value());
    }

    private static PolicySource source(String text) {
        return new PolicySource(new Source(text.lines().findFirst().orElse(""), text), RegoVersion.V1);
    }

    private static CompiledPolicies compiled(List<PolicySource> sources) {
        return assertInstanceOf(
                        Compilation.Compiled.class, RegoCompiler.standard().compile(sources))
                .policies();
    }

    @Test
    void determiningRules_areThoseTheAnswerRestsOn() {
        String body = """
                default decision := "deny"
                decision := "allow" if {
                    not denied
                    known
                }
                decision := "never" if { known; false }
                denied if input.bad
                known if input.user == "u"
                known if input.user == "other"
                """;
        EvaluationResult.Defined allowed = assertInstanceOf(
                EvaluationResult.Defined.class,
                policies(body).entrypoint("data.t.decision").evaluate(context("{\"user\": \"u\"}")));
        assertEquals(
                List.of("data.t.decision:3", "data.t.known:9"),
                allowed.determiningRules().stream().map(EngineTest::shown).toList());
        EvaluationResult.Defined defaulted = assertInstanceOf(
                EvaluationResult.Defined.class,
                policies(body).entrypoint("data.t.decision").evaluate(context("{}")));
        assertEquals(
                List.of("data.t.decision:2"),
                defaulted.determiningRules().stream().map(EngineTest::shown).toList());
    }

    private static String shown(RuleReference rule) {
        return rule.path() + ":" + rule.span().row();
    }

    @Test
    void conflictingValues_endTheEvaluation() {
        EvaluationException failure =
                assertThrows(EvaluationException.class, () -> evaluate("p := 1\np := 2 if true", "data.t.p", "{}"));
        assertEquals(EvaluationException.Code.CONFLICT, failure.code());
        assertEquals("rule data.t.p produced conflicting values", failure.getMessage());
    }

    @Test
    void failingBuiltin_isUndefinedOrStrict() {
        assertEquals("undefined", evaluate("p := to_number(\"x\")", "data.t.p", "{}"));
        EvaluationContext strict = new EvaluationContext(
                null,
                EvaluationLimits.DECISION,
                EvaluationContext.NO_DEADLINE,
                Environment.at(0),
                true,
                RowObserver.NONE,
                Tracer.NONE);
        Entrypoint entrypoint = policies("p := to_number(\"x\")").entrypoint("data.t.p");
        assertThrows(EvaluationException.class, () -> entrypoint.evaluate(strict));
    }

    @Test
    void runawayEvaluation_endsAtItsBudget() {
        String product = "p := count([1 | some a in r; some b in r; some c in r; some d in r; some e in r])\n"
                + "r := numbers.range(1, 1000)";
        EvaluationException failure = assertThrows(
                EvaluationException.class,
                () -> policies(product).entrypoint("data.t.p").evaluate(decision()));
        assertEquals(EvaluationException.Code.BUDGET, failure.code());
    }

    @Test
    void runawayBuilding_endsAtItsBudget() {
        EvaluationException failure = assertThrows(
                EvaluationException.class,
                () -> policies(
                                "p := count(object.keys({[a, b]: 1 | some a in numbers.range(1, 2000); some b in numbers.range(1, 2000)}))")
                        .entrypoint("data.t.p")
                        .evaluate(decision()));
        assertEquals(EvaluationException.Code.BUDGET, failure.code());
    }

    @Test
    void longBody_isCompiledAndEvaluated() {
        StringBuilder body = new StringBuilder("p := x5000 if {\n    x0 := 1\n");
        for (int i = 1; i <= 5_000; i++) {
            body.append("    x").append(i).append(" := x").append(i - 1).append('\n');
        }
        assertEquals("1", evaluate(body.append("}\n").toString(), "data.t.p", "{}"));
    }

    @Test
    void deepChainOfRules_endsAtTheRecursionLimit() {
        StringBuilder rules = new StringBuilder("p0 := 1\n");
        for (int i = 1; i <= 2_000; i++) {
            rules.append("p").append(i).append(" := p").append(i - 1).append('\n');
        }
        Entrypoint deep = policies(rules.toString()).entrypoint("data.t.p2000");
        EvaluationException failure = assertThrows(EvaluationException.class, () -> deep.evaluate(decision()));
        assertEquals(EvaluationException.Code.BUDGET, failure.code());
        EvaluationResult shallow =
                policies(rules.toString()).entrypoint("data.t.p200").evaluate(decision());
        assertInstanceOf(EvaluationResult.Defined.class, shallow);
    }

    private static EvaluationContext decision() {
        return new EvaluationContext(
                null,
                EvaluationLimits.DECISION,
                EvaluationContext.NO_DEADLINE,
                Environment.at(0),
                true,
                RowObserver.NONE,
                Tracer.NONE);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '¦', quoteCharacter = '~', textBlock = """
            p if x > 1 ¦ rego_unsafe_var_error: var x is unsafe
            p if not x ¦ rego_unsafe_var_error: var x is unsafe
            p := q  q := p ¦ rego_recursion_error: rule data.t.p is recursive: data.t.p -> data.t.q -> data.t.p
            p := nope(1) ¦ rego_type_error: undefined function nope
            p := 1  p contains 2 ¦ rego_type_error: conflicting rules data.t.p found
            default p := 1  default p := 2 ¦ rego_type_error: multiple default rules data.t.p found at test.rego:2, test.rego:3
            """)
    void wrongPolicies_areRejected(String body, String expected) {
        PolicySource source =
                new PolicySource(new Source("test.rego", "package t\n" + body.replace("  ", "\n")), RegoVersion.V1);
        Compilation.Rejected rejected = assertInstanceOf(
                Compilation.Rejected.class, RegoCompiler.standard().compile(List.of(source)));
        Diagnostic first = rejected.diagnostics().getFirst();
        assertEquals(expected, first.code().text() + ": " + first.message());
    }

    @Test
    void query_yieldsBindingsAndValues() {
        Query.Prepared query = assertInstanceOf(
                Query.Prepared.class,
                policies("p contains x if some x in [1, 2]").query("data.t.p[x]; y := x + 1"));
        List<Query.Row> rows = query.evaluate(context("{}"));
        assertEquals(2, rows.size());
        assertEquals("{\"x\":1,\"y\":2}", RegoJson.write(rows.getFirst().bindings()));
        assertEquals("[1, true]", rows.getFirst().expressions().toString());
    }

    @Test
    void query_keepsFalse() {
        Query.Prepared query =
                assertInstanceOf(Query.Prepared.class, policies("p := false").query("data.t.p"));
        assertEquals(
                "[false]",
                query.evaluate(context("{}")).getFirst().expressions().toString());
    }
}
