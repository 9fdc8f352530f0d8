package dev.portcullis.rego.plan;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the tests a rule puts to probes: in its parameters, and in the expressions of its body that stand under no
/// `with`. All of them must pass for the rule to hold, whatever their order.
final class TestFinder {
    private final FunctionPlanner function;

    TestFinder(FunctionPlanner function) {
        this.function = function;
    }

    /// For each probe the tests of which its value must pass one. A chain of `else` asks what all of its
    /// branches ask.
    Map<Probe, List<RuleTest>> of(Rule rule) {
        Map<Probe, List<RuleTest>> tests = branch(rule);
        for (Rule next = rule.otherwise(); next != null && !tests.isEmpty(); next = next.otherwise()) {
            tests = either(tests, branch(next));
        }
        return tests;
    }

    /// The same for one branch of a chain alone.
    Map<Probe, List<RuleTest>> branch(Rule rule) {
        Map<Probe, List<RuleTest>> tests = new LinkedHashMap<>();
        if (prints(rule)) {
            return tests;
        }
        Probe.Names names = new Probe.Names(function.plans.tree());
        List<Term> parameters =
                rule.head().arguments() == null ? List.of() : rule.head().arguments();
        for (int i = 0; i < parameters.size(); i++) {
            Term argument = new Term.Var(rule.span(), Probe.argument(i));
            if (parameters.get(i) instanceof Term.Var name) {
                names.add(name.name(), argument);
            }
            names.add(Probe.argument(i), argument);
            Term parameter = parameters.get(i);
            CallTests.equal(argument, parameter, names, tests);
        }
        rule.body().expressions().forEach(expression -> assigned(expression, names));
        conjunction(rule.body(), names, tests);
        return tests;
    }

    /// A rule that prints is always tried: its author wants to see it fail.
    private static boolean prints(Rule rule) {
        return rule.body().expressions().stream()
                .anyMatch(expression -> expression instanceof Expression.Holds(var _, Term.Call call, var _)
                        && call.operator().path().isEmpty()
                        && call.operator().head() instanceof Term.Var name
                        && name.name().equals("print"));
    }

    /// `x := input.a`: wherever the body holds, the variable is that value.
    private static void assigned(Expression expression, Probe.Names names) {
        if (expression instanceof Expression.Holds(var _, Term.Call call, var withs) && withs.isEmpty()) {
            List<Term> sides = call.arguments();
            if (CallTests.isUnification(call)) {
                assigned(sides.get(0), sides.get(1), names);
                assigned(sides.get(1), sides.get(0), names);
            }
        }
    }

    private static void assigned(Term left, Term right, Probe.Names names) {
        Term value = left instanceof Term.Var && right instanceof Term.Ref ? names.resolved(right) : null;
        if (value != null && left instanceof Term.Var variable) {
            names.add(variable.name(), value);
        }
    }

    private void conjunction(Body body, Probe.Names names, Map<Probe, List<RuleTest>> tests) {
        for (Expression expression : body.expressions()) {
            if (expression.withs().isEmpty()) {
                of(expression, names, tests);
            }
        }
    }

    private void of(Expression expression, Probe.Names names, Map<Probe, List<RuleTest>> tests) {
        switch (expression) {
            case Expression.Holds(var _, Term.Call call, var _) -> {
                if (function.mocks.function(call.operator().text()) == null) {
                    CallTests.of(call, names, tests);
                }
            }
            case Expression.And e -> {
                conjunction(e.left(), names, tests);
                conjunction(e.right(), names, tests);
            }
            case Expression.Or e ->
                either(alone(e.left(), names), alone(e.right(), names))
                        .forEach((probe, asked) -> ask(tests, probe, asked));
            case Expression.Holds _, Expression.Not _, Expression.Every _, Expression.Some _, Expression.SomeIn _ -> {}
        }
    }

    private Map<Probe, List<RuleTest>> alone(Body body, Probe.Names names) {
        Map<Probe, List<RuleTest>> tests = new LinkedHashMap<>();
        conjunction(body, names, tests);
        return tests;
    }

    private static Map<Probe, List<RuleTest>> either(
            Map<Probe, List<RuleTest>> left, Map<Probe, List<RuleTest>> right) {
        Map<Probe, List<RuleTest>> both = new LinkedHashMap<>();
        left.forEach((probe, tests) -> {
            List<RuleTest> other = right.get(probe);
            if (other != null) {
                List<RuleTest> any = new ArrayList<>(tests);
                any.addAll(other);
                both.put(probe, any);
            }
        });
        return both;
    }

    /// Of several tests of one value the index keeps those that tell most: equality before anything else.
    static void ask(Map<Probe, List<RuleTest>> tests, Probe probe, @Nullable List<RuleTest> asked) {
        if (asked != null) {
            tests.merge(probe, asked, (known, more) -> !isExact(known) && isExact(more) ? more : known);
        }
    }

    private static boolean isExact(List<RuleTest> tests) {
        return tests.stream().allMatch(test -> test instanceof RuleTest.Equals);
    }
}
