package dev.portcullis.rego.plan;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.value.RegoBoolean;
import java.util.List;

/// Plans bodies: every expression inside what the one before it opened.
final class BodyPlanner {
    private final FunctionPlanner function;

    BodyPlanner(FunctionPlanner function) {
        this.function = function;
    }

    /// Plans a body; `then` is planned where all of it holds.
    void plan(Body body, Runnable then) {
        plan(body.expressions(), 0, then);
    }

    private void plan(List<Expression> expressions, int at, Runnable then) {
        if (at == expressions.size()) {
            then.run();
            return;
        }
        Expression expression = expressions.get(at);
        Runnable rest = () -> plan(expressions, at + 1, then);
        if (expression.withs().isEmpty()) {
            bare(expression, rest);
        } else {
            new WithPlanner(function).plan(expression, inner -> bare(expression, inner), rest);
        }
    }

    private void bare(Expression expression, Runnable then) {
        switch (expression) {
            case Expression.Holds e -> holds(e.term(), then);
            case Expression.Not e -> {
                function.scoped(() ->
                        function.out.add(new Statement.Not(function.out.block(() -> plan(e.body(), () -> {})))));
                then.run();
            }
            case Expression.Every e -> every(e, then);
            case Expression.And e -> {
                succeeds(e.left());
                succeeds(e.right());
                then.run();
            }
            case Expression.Or e -> {
                either(e);
                then.run();
            }
            case Expression.Some _, Expression.SomeIn _ ->
                throw new AssertionError("BUG: declarations are resolved before planning");
        }
    }

    private void holds(Term term, Runnable then) {
        if (term instanceof Term.Call call
                && call.operator().path().isEmpty()
                && call.operator().head() instanceof Term.Var name) {
            List<Term> arguments = call.arguments();
            switch (name.name()) {
                case "eq", "assign" -> {
                    function.unify().plan(arguments.get(0), arguments.get(1), then);
                    return;
                }
                case "equal", "neq" -> {
                    if (arguments.size() == 2) {
                        compare(name.name().equals("equal"), arguments, then);
                        return;
                    }
                }
                default -> {}
            }
        }
        if (function.terms().planCapturing(term, then)) {
            return;
        }
        function.terms().plan(term, value -> {
            notFalse(value);
            then.run();
        });
    }

    private void compare(boolean equal, List<Term> arguments, Runnable then) {
        function.terms()
                .plan(
                        arguments.get(0),
                        left -> function.terms().plan(arguments.get(1), right -> {
                            function.out.add(
                                    equal ? new Statement.Equal(left, right) : new Statement.NotEqual(left, right));
                            then.run();
                        }));
    }

    private void notFalse(int value) {
        function.out.add(new Statement.NotEqual(value, function.plans.constants.operand(RegoBoolean.FALSE)));
    }

    /// `every` holds when no element exists for which the body does not hold.
    private void every(Expression.Every e, Runnable then) {
        function.terms().plan(e.domain(), domain -> {
            int length = function.out.fresh();
            function.out.add(new Statement.Len(domain, length));
            Plan.Block counterexample = function.out.block(() -> function.scoped(() -> {
                int key = function.out.fresh();
                int value = function.out.fresh();
                if (e.key() != null) {
                    function.bind(e.key().name(), key);
                }
                function.bind(e.value().name(), value);
                int found = function.out.fresh();
                function.out.add(new Statement.ResetLocal(found));
                Plan.Block fails = function.out.block(() -> {
                    function.out.add(new Statement.Not(function.out.block(() -> plan(e.body(), () -> {}))));
                    function.out.add(new Statement.AssignInt(found, 1));
                    function.out.add(new Statement.Break(1));
                });
                Plan.Block search =
                        function.out.block(() -> function.out.add(new Statement.Scan(domain, key, value, fails)));
                function.out.add(new Statement.Block(List.of(search)));
                function.out.add(new Statement.IsDefined(found));
            }));
            function.out.add(new Statement.Not(counterexample));
            then.run();
        });
    }

    /// Undefined unless the body holds in some way.
    private void succeeds(Body body) {
        int found = function.out.fresh();
        function.out.add(new Statement.ResetLocal(found));
        function.scoped(() ->
                function.out.guarded(() -> plan(body, () -> function.out.add(new Statement.AssignInt(found, 1)))));
        function.out.add(new Statement.IsDefined(found));
    }

    private void either(Expression.Or e) {
        int found = function.out.fresh();
        function.out.add(new Statement.ResetLocal(found));
        function.scoped(() ->
                function.out.guarded(() -> plan(e.left(), () -> function.out.add(new Statement.AssignInt(found, 1)))));
        function.scoped(() -> function.out.guarded(() -> {
            function.out.add(new Statement.IsUndefined(found));
            plan(e.right(), () -> function.out.add(new Statement.AssignInt(found, 1)));
        }));
        function.out.add(new Statement.IsDefined(found));
    }
}
