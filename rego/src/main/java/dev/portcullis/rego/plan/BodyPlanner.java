package dev.portcullis.rego.plan;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.value.RegoBoolean;
import java.util.List;
import java.util.function.Consumer;

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
        note(expression, false);
        Runnable rest = () -> {
            note(expression, true);
            plan(expressions, at + 1, then);
        };
        if (expression.withs().isEmpty()) {
            bare(expression, rest);
        } else {
            new WithPlanner(function).plan(expression, inner -> bare(expression, inner), rest);
        }
    }

    private void note(Expression expression, boolean held) {
        if (function.plans.traced()) {
            function.out.add(new Statement.Note(expression.span(), held));
        }
    }

    private void bare(Expression expression, Runnable then) {
        switch (expression) {
            case Expression.Holds e -> holds(e.term(), then);
            case Expression.Not e -> {
                function.out.add(new Statement.Not(function.out.block(() -> succeeds(e.body()))));
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
                case "print" -> {
                    function.terms().print(call, then);
                    return;
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
        function.terms().planAll(arguments, sides -> {
            function.out.add(
                    equal ? new Statement.Equal(sides[0], sides[1]) : new Statement.NotEqual(sides[0], sides[1]));
            then.run();
        });
    }

    private void notFalse(int value) {
        function.out.add(new Statement.NotEqual(value, function.plans.constants.operand(RegoBoolean.FALSE)));
    }

    /// `every` holds when no element exists for which the body does not hold.
    private void every(Expression.Every e, Runnable then) {
        function.terms().plan(e.domain(), domain -> {
            int length = function.out.fresh();
            function.out.add(new Statement.Len(domain, length));
            function.out.add(new Statement.Not(function.out.block(() -> counterexample(e, domain))));
            then.run();
        });
    }

    private void counterexample(Expression.Every e, int domain) {
        int key = function.out.fresh();
        int value = function.out.fresh();
        Locals outside = function.locals;
        if (e.key() != null) {
            function.bind(e.key().name(), key);
        }
        function.bind(e.value().name(), value);
        exists(then -> {
            Plan.Block each = function.out.block(() -> {
                function.out.add(new Statement.Not(function.out.block(() -> succeeds(e.body()))));
                then.run();
            });
            function.out.add(new Statement.Scan(domain, key, value, each));
        });
        function.locals = outside;
    }

    /// Undefined unless the body holds in some way; the first is enough.
    private void succeeds(Body body) {
        exists(then -> plan(body, then));
    }

    private void either(Expression.Or e) {
        int found = function.out.fresh();
        function.out.add(new Statement.ResetLocal(found));
        function.out.guarded(() -> find(found, then -> plan(e.left(), then)));
        function.out.guarded(() -> {
            function.out.add(new Statement.IsUndefined(found));
            find(found, then -> plan(e.right(), then));
        });
        function.out.add(new Statement.IsDefined(found));
    }

    private void exists(Consumer<Runnable> search) {
        int found = function.out.fresh();
        function.out.add(new Statement.ResetLocal(found));
        function.out.guarded(() -> find(found, search));
        function.out.add(new Statement.IsDefined(found));
    }

    /// Plans a search that ends the block it stands in at the first success.
    private void find(int found, Consumer<Runnable> search) {
        int outside = function.out.depth();
        function.scoped(() -> search.accept(() -> {
            function.out.add(new Statement.AssignInt(found, 1));
            function.out.add(new Statement.Break(function.out.depth() - outside));
        }));
    }
}
