package dev.portcullis.rego;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.rego.eval.Environment;
import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.EvaluationLimits;
import dev.portcullis.rego.eval.EvaluationResult;
import dev.portcullis.rego.eval.RowObserver;
import dev.portcullis.rego.eval.Tracer;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Tests among policies: which there are, and what an evaluation tells of them.
final class TestRulesTest {
    private static final String POLICY = """
            package t

            p := 1

            test_one if p == 1

            test_one if p == 2

            todo_test_two if false

            deep.test_three if print("p", p, input.x)

            test_set contains 1

            test_cases[group][c.name] if {
            	some group in ["g"]
            	some c in [{"name": "a", "n": 1}, {"name": "b", "n": 2}]
            	c.n == p
            }
            """;

    private static ActivePolicies policies() {
        List<PolicySource> sources = List.of(new PolicySource(new Source("t.rego", POLICY), RegoVersion.V1));
        return switch (RegoCompiler.standard().forTests().compile(sources)) {
            case Compilation.Compiled compiled -> compiled.policies().bind(RegoObject.empty());
            case Compilation.Rejected rejected ->
                throw new AssertionError(rejected.diagnostics().getFirst().text());
        };
    }

    @Test
    void tests_areNamedOneByOne() {
        List<String> found = policies().tests().stream()
                .map(test -> test.packageName() + " " + test.name() + " "
                        + test.span().row() + (test.skipped() ? " skipped" : "") + (test.hasCases() ? " cases" : ""))
                .toList();

        assertEquals(
                List.of(
                        "data.t test_one 5",
                        "data.t test_one#01 7",
                        "data.t todo_test_two 9 skipped",
                        "data.t deep.test_three 11",
                        "data.t test_set 13",
                        "data.t test_cases 15 cases"),
                found);
    }

    @Test
    void evaluation_tellsValuesPrintsAndCases() {
        ActivePolicies policies = policies();
        List<String> told = new ArrayList<>();
        Tracer tracer = new Tracer() {
            @Override
            public void print(Span span, String message) {
                told.add(span.row() + " " + message);
            }

            @Override
            public void testCase(RegoArray path) {
                told.add("case " + path);
            }
        };
        for (TestRule test : policies.tests()) {
            EvaluationResult result = policies.entrypoint(test)
                    .evaluate(new EvaluationContext(
                            null,
                            EvaluationLimits.TOOL,
                            EvaluationContext.NO_DEADLINE,
                            Environment.at(0),
                            false,
                            RowObserver.NONE,
                            tracer));
            told.add(test.name() + " "
                    + (result instanceof EvaluationResult.Defined defined ? defined.value() : "undefined"));
        }

        assertEquals(
                List.of(
                        "test_one true",
                        "test_one#01 undefined",
                        "todo_test_two undefined",
                        "11 p 1 <undefined>",
                        "deep.test_three true",
                        "test_set {1}",
                        "case [\"g\", \"a\"]",
                        "case [\"g\", \"b\"]",
                        "test_cases {\"g\": {\"a\": true}}"),
                told);
    }
}
