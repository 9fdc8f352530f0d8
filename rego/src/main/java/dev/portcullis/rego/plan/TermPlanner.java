package dev.portcullis.rego.plan;

import dev.portcullis.rego.analysis.Literals;
import dev.portcullis.rego.analysis.RuleGroup;
import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// Plans terms: the continuation receives the operand that holds the value.
final class TermPlanner {
    private static final int UNPLANNED = Integer.MIN_VALUE;

    private final FunctionPlanner function;

    TermPlanner(FunctionPlanner function) {
        this.function = function;
    }

    /// Plans a term; `then` is planned once for each value it may have.
    void plan(Term term, IntConsumer then) {
        RegoValue constant = Literals.value(term);
        if (constant != null) {
            then.accept(function.plans.constants.operand(constant));
            return;
        }
        switch (term) {
            case Term.Scalar s -> then.accept(function.plans.constants.operand(s.value()));
            case Term.Var v -> then.accept(known(v));
            case Term.Ref r -> function.refs().plan(r, then);
            case Term.ArrayLiteral a -> planAll(a.elements(), elements -> then.accept(array(elements)));
            case Term.SetLiteral s -> planAll(s.elements(), elements -> then.accept(set(elements)));
            case Term.ObjectLiteral o -> object(o, then);
            case Term.Call c -> call(c, then);
            case Term.ArrayComprehension c -> then.accept(arrayOf(c));
            case Term.SetComprehension c -> then.accept(setOf(c));
            case Term.ObjectComprehension c -> then.accept(objectOf(c));
            case Term.Template t -> template(t, then);
        }
    }

    /// Plans several terms, one inside the other.
    void planAll(List<Term> terms, Consumer<int[]> then) {
        int[] operands = new int[terms.size()];
        Arrays.fill(operands, UNPLANNED);
        planAll(terms, 0, operands, then);
    }

    private void planAll(List<Term> terms, int at, int[] operands, Consumer<int[]> then) {
        if (at == terms.size()) {
            then.accept(operands.clone());
            return;
        }
        int chosen = next(terms, operands);
        plan(terms.get(chosen), operand -> {
            operands[chosen] = operand;
            planAll(terms, at + 1, operands, then);
            operands[chosen] = UNPLANNED;
        });
    }

    /// A term may need a variable that a later one binds (`x == input.xs[x]`): what can be planned now goes first.
    private int next(List<Term> terms, int[] operands) {
        int first = -1;
        for (int i = 0; i < operands.length; i++) {
            if (operands[i] == UNPLANNED) {
                first = first < 0 ? i : first;
                if (!function.unify().needsMore(terms.get(i))) {
                    return i;
                }
            }
        }
        return first;
    }

    private int known(Term.Var variable) {
        Integer operand = function.locals.find(variable.name());
        if (operand == null) {
            throw new AssertionError("BUG: variable `" + variable.name() + "` has no value at " + variable.span());
        }
        return operand;
    }

    private int array(int[] elements) {
        int target = function.out.fresh();
        function.out.add(new Statement.MakeArray(elements.length, target));
        for (int element : elements) {
            function.out.add(new Statement.ArrayAppend(target, element));
        }
        return target;
    }

    private int set(int[] elements) {
        int target = function.out.fresh();
        function.out.add(new Statement.MakeSet(target));
        for (int element : elements) {
            function.out.add(new Statement.SetAdd(element, target));
        }
        return target;
    }

    private void object(Term.ObjectLiteral literal, IntConsumer then) {
        List<Term> terms = new ArrayList<>();
        Literals.entries(literal).forEach(entry -> {
            terms.add(entry.key());
            terms.add(entry.value());
        });
        planAll(terms, operands -> {
            int target = function.out.fresh();
            function.out.add(new Statement.MakeObject(target));
            for (int i = 0; i < operands.length; i += 2) {
                function.out.add(new Statement.ObjectInsertOnce(operands[i], operands[i + 1], target, literal.span()));
            }
            then.accept(target);
        });
    }

    private int arrayOf(Term.ArrayComprehension c) {
        int target = function.out.fresh();
        function.out.add(new Statement.MakeArray(8, target));
        comprehension(
                c.body(),
                () -> plan(c.element(), element -> function.out.add(new Statement.ArrayAppend(target, element))));
        return target;
    }

    private int setOf(Term.SetComprehension c) {
        int target = function.out.fresh();
        function.out.add(new Statement.MakeSet(target));
        comprehension(
                c.body(), () -> plan(c.element(), element -> function.out.add(new Statement.SetAdd(element, target))));
        return target;
    }

    private int objectOf(Term.ObjectComprehension c) {
        int target = function.out.fresh();
        function.out.add(new Statement.MakeObject(target));
        comprehension(
                c.body(),
                () -> planAll(
                        List.of(c.key(), c.value()),
                        entry -> function.out.add(
                                new Statement.ObjectInsertOnce(entry[0], entry[1], target, c.span()))));
        return target;
    }

    private void comprehension(Body body, Runnable head) {
        function.scoped(() -> function.out.guarded(() -> function.bodies().plan(body, head)));
    }

    private void template(Term.Template template, IntConsumer then) {
        int parts = parts(template.parts(), true);
        int target = function.out.fresh();
        int builtin = function.plans.builtin("internal.template_string");
        function.out.add(new Statement.CallBuiltin(builtin, new int[] {parts}, target, template.span()));
        then.accept(target);
    }

    /// A call of `print`, which never fails.
    void print(Term.Call call, Runnable then) {
        int parts = parts(call.arguments(), false);
        int target = function.out.fresh();
        int builtin = function.plans.builtin("internal.print");
        function.out.add(new Statement.CallBuiltin(builtin, new int[] {parts}, target, call.span()));
        then.run();
    }

    /// Operands are collected as sets of no or one value, so that an undefined one is seen and not a failure.
    ///
    /// @param scalarsBare whether constants come as they are
    private int parts(List<Term> terms, boolean scalarsBare) {
        int parts = function.out.fresh();
        function.out.add(new Statement.MakeArray(terms.size(), parts));
        for (Term part : terms) {
            if (scalarsBare && part instanceof Term.Scalar text) {
                function.out.add(new Statement.ArrayAppend(parts, function.plans.constants.operand(text.value())));
                continue;
            }
            if (part instanceof Term.SetComprehension c && c.element() instanceof Term.Var v && v.isWildcard()) {
                // The parser's form of a part under `with`: no author can write one, the variable would be unsafe.
                function.out.add(new Statement.ArrayAppend(parts, setOf(c)));
                continue;
            }
            int value = function.out.fresh();
            function.out.add(new Statement.MakeSet(value));
            function.scoped(() -> function.out.guarded(
                    () -> plan(part, operand -> function.out.add(new Statement.SetAdd(operand, value)))));
            function.out.add(new Statement.ArrayAppend(parts, value));
        }
        return parts;
    }

    /// A call whose last argument captures the result: `f(x, y)` for a function of one argument.
    boolean planCapturing(Term term, Runnable then) {
        if (!(term instanceof Term.Call call)) {
            return false;
        }
        int arity = arity(call);
        if (arity < 0 || call.arguments().size() != arity + 1) {
            return false;
        }
        Term.Call plain =
                new Term.Call(call.span(), call.operator(), call.arguments().subList(0, arity));
        plan(plain, result -> function.unify().match(call.arguments().getLast(), result, then));
        return true;
    }

    private int arity(Term.Call call) {
        RuleGroup group = function.plans.tree().function(call.operator());
        if (group != null) {
            return group.arity();
        }
        Builtins.Entry entry = function.plans.builtins().get(call.operator().text());
        return entry == null || entry.declaration().variadic()
                ? -1
                : entry.declaration().arity();
    }

    private void call(Term.Call call, IntConsumer then) {
        Mocks.Replacement replacement = function.mocks.function(call.operator().text());
        switch (replacement) {
            case null ->
                planAll(call.arguments(), arguments -> callee(call, call.operator(), arguments, function.mocks, then));
            case Mocks.Replacement.ByConstant(RegoValue value) ->
                planAll(call.arguments(), _ -> then.accept(function.plans.constants.operand(value)));
            case Mocks.Replacement.ByBound(RegoValue key) ->
                planAll(call.arguments(), _ -> {
                    int value = function.out.fresh();
                    function.out.add(new Statement.Dot(Plan.DATA, function.plans.constants.operand(key), value));
                    then.accept(value);
                });
            case Mocks.Replacement.ByFunction(Term.Ref other) ->
                planAll(
                        call.arguments(),
                        arguments -> callee(call, other, arguments, function.mocks.withoutFunctions(), then));
        }
    }

    private void callee(Term.Call call, Term.Ref operator, int[] arguments, Mocks mocks, IntConsumer then) {
        int target = function.out.fresh();
        RuleGroup group = function.plans.tree().function(operator);
        if (group != null) {
            int[] all = new int[arguments.length + Plan.FIRST_FREE];
            all[Plan.INPUT] = Plan.INPUT;
            all[Plan.DATA] = Plan.DATA;
            System.arraycopy(arguments, 0, all, Plan.FIRST_FREE, arguments.length);
            int place = function.plans.function(group, mocks);
            function.out.add(new Statement.Call(place, all, target, call.span()));
            then.accept(target);
            return;
        }
        // Where a value is wanted, unification can only compare.
        String name = operator.text().equals("eq") ? "equal" : operator.text();
        Builtins.Entry entry = function.plans.builtins().get(name);
        int builtin = function.plans.builtin(name);
        function.out.add(new Statement.CallBuiltin(builtin, arguments, target, call.span()));
        if (entry != null && entry.declaration().relation()) {
            int key = function.out.fresh();
            int value = function.out.fresh();
            Plan.Block each = function.out.block(() -> then.accept(value));
            function.out.add(new Statement.Scan(target, key, value, each));
        } else {
            then.accept(target);
        }
    }
}
