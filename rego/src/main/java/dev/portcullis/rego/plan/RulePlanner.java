package dev.portcullis.rego.plan;

import dev.portcullis.rego.analysis.RuleGroup;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;

/// Plans the function of one [RuleGroup]: each rule body in a block of its own, results collected by the group's
/// kind.
final class RulePlanner {
    private final Planner plans;
    private final Mocks mocks;

    RulePlanner(Planner plans, Mocks mocks) {
        this.plans = plans;
        this.mocks = mocks;
    }

    Plan.Function plan(RuleGroup group, String name) {
        int parameters = Plan.FIRST_FREE + group.arity();
        FunctionPlanner function = new FunctionPlanner(plans, mocks, parameters);
        switch (group.kind()) {
            case COMPLETE, FUNCTION -> single(function, group);
            case SET -> set(function, group);
            case OBJECT -> object(function, group);
        }
        return new Plan.Function(name, group.name(), parameters, function.out.locals(), function.out.finish());
    }

    private void single(FunctionPlanner function, RuleGroup group) {
        int result = function.out.fresh();
        List<Rule> rules = alternatives(group);
        Exit exit = exit(function, rules);
        function.choices().plan(rules, exit.agreed(), rule -> {
            if (rule.otherwise() == null) {
                value(function, rule, operand -> conclude(function, exit, result, operand, rule));
            } else {
                chain(function, rule, exit, result);
            }
        });
        for (Rule rule : group.rules()) {
            if (rule.isDefault()) {
                guarded(function, () -> {
                    function.out.add(new Statement.IsUndefined(result));
                    headValue(
                            function,
                            rule,
                            operand -> function.out.add(
                                    new Statement.Conclude(result, operand, plans.rule(rule), rule.span())));
                });
            }
        }
        function.out.add(new Statement.ReturnLocal(result));
    }

    /// When the first body that holds decides.
    ///
    /// @param always whether all bodies yield one constant
    /// @param agreed local that has a value when those that may hold do; -1 for none
    private record Exit(boolean always, int agreed) {}

    private Exit exit(FunctionPlanner function, List<Rule> rules) {
        if (!plans.optimised()) {
            return new Exit(false, -1);
        }
        if (ConstantHeads.allTheSame(rules)) {
            return new Exit(true, -1);
        }
        int agreed = -1;
        if (ConstantHeads.someAgree(rules)) {
            agreed = function.out.fresh();
            function.out.add(new Statement.ResetLocal(agreed));
        }
        return new Exit(false, agreed);
    }

    private void conclude(FunctionPlanner function, Exit exit, int result, int operand, Rule rule) {
        boolean chain = rule.otherwise() != null;
        function.out.add(new Statement.Conclude(result, operand, chain ? -1 : plans.rule(rule), rule.span()));
        if (exit.always()) {
            function.out.add(new Statement.ReturnLocal(result));
        } else if (exit.agreed() >= 0 && ConstantHeads.value(rule) != null) {
            function.out.guarded(() -> {
                function.out.add(new Statement.IsDefined(exit.agreed()));
                function.out.add(new Statement.ReturnLocal(result));
            });
        }
    }

    private static List<Rule> alternatives(RuleGroup group) {
        return group.rules().stream().filter(rule -> !rule.isDefault()).toList();
    }

    private static void guarded(FunctionPlanner function, Runnable content) {
        function.scoped(() -> function.out.guarded(content));
    }

    /// Plans arguments and body of a rule; `then` is planned where they hold.
    private void holds(FunctionPlanner function, Rule rule, Runnable then) {
        arguments(function, rule, 0, () -> function.bodies().plan(rule.body(), then));
    }

    private void arguments(FunctionPlanner function, Rule rule, int at, Runnable then) {
        List<Term> patterns = rule.head().arguments();
        if (patterns == null || at == patterns.size()) {
            then.run();
            return;
        }
        function.unify().match(patterns.get(at), Plan.FIRST_FREE + at, () -> arguments(function, rule, at + 1, then));
    }

    private void value(FunctionPlanner function, Rule rule, IntConsumer then) {
        holds(function, rule, () -> headValue(function, rule, then));
    }

    private void headValue(FunctionPlanner function, Rule rule, IntConsumer then) {
        Term value = Objects.requireNonNull(rule.head().value());
        function.terms().plan(value, then);
    }

    /// A rule and its `else` branches: the first body that holds gives the value.
    private void chain(FunctionPlanner function, Rule rule, Exit exit, int result) {
        int chosen = function.out.fresh();
        function.out.add(new Statement.ResetLocal(chosen));
        function.choices().planBranches(rule, branch -> {
            function.out.add(new Statement.IsUndefined(chosen));
            int own = function.out.fresh();
            function.out.add(new Statement.ResetLocal(own));
            guarded(function, () -> value(function, branch, once(function, own, branch)));
            function.out.add(new Statement.AssignVar(chosen, own));
        });
        conclude(function, exit, result, chosen, rule);
    }

    private IntConsumer once(FunctionPlanner function, int target, Rule rule) {
        return operand -> function.out.add(new Statement.Conclude(target, operand, plans.rule(rule), rule.span()));
    }

    private void set(FunctionPlanner function, RuleGroup group) {
        int result = function.out.fresh();
        function.out.add(new Statement.MakeSet(result));
        function.choices()
                .plan(group.rules(), -1, rule -> holds(function, rule, () -> element(function, rule, result)));
        function.out.add(new Statement.ReturnLocal(result));
    }

    private void element(FunctionPlanner function, Rule rule, int result) {
        Term key = Objects.requireNonNull(rule.head().key());
        function.terms().plan(key, operand -> {
            function.out.add(new Statement.Determine(plans.rule(rule)));
            function.out.add(new Statement.SetAdd(operand, result));
        });
    }

    private void object(FunctionPlanner function, RuleGroup group) {
        int result = function.out.fresh();
        function.out.add(new Statement.MakeObject(result));
        function.choices().plan(alternatives(group), -1, rule -> objectChain(function, group, rule, result));
        for (Rule rule : group.rules()) {
            if (rule.isDefault()) {
                objectDefault(function, group, rule, result);
            }
        }
        function.out.add(new Statement.ReturnLocal(result));
    }

    private void objectChain(FunctionPlanner function, RuleGroup group, Rule rule, int result) {
        int done = function.out.fresh();
        function.out.add(new Statement.ResetLocal(done));
        function.choices().planBranches(rule, branch -> {
            function.out.add(new Statement.IsUndefined(done));
            // Only the end of the block marks success, so that every way the body holds is inserted.
            int any = function.out.fresh();
            function.out.add(new Statement.ResetLocal(any));
            guarded(
                    function,
                    () -> holds(function, branch, () -> {
                        insert(function, group, branch, result);
                        function.out.add(new Statement.AssignInt(any, 1));
                    }));
            function.out.add(new Statement.AssignVar(done, any));
        });
    }

    private void insert(FunctionPlanner function, RuleGroup group, Rule rule, int result) {
        List<Term> terms = new ArrayList<>(suffix(group, rule));
        int keys = terms.size();
        Term element = rule.head().key();
        terms.add(element == null ? Objects.requireNonNull(rule.head().value()) : element);
        function.terms().planAll(terms, operands -> {
            int value = operands[keys];
            function.out.add(new Statement.Determine(plans.rule(rule)));
            if (keys == 1 && element == null) {
                function.out.add(new Statement.ObjectInsertOnce(operands[0], value, result, rule.span()));
            } else {
                int[] path = Arrays.copyOf(operands, keys);
                function.out.add(new Statement.InsertAt(result, path, value, element != null, rule.span()));
            }
        });
    }

    private void objectDefault(FunctionPlanner function, RuleGroup group, Rule rule, int result) {
        int found = function.out.fresh();
        function.out.add(new Statement.ResetLocal(found));
        function.scoped(() -> function.out.guarded(() -> {
            int at = result;
            for (Term part : suffix(group, rule)) {
                RegoValue key = part instanceof Term.Scalar scalar ? scalar.value() : RegoString.EMPTY;
                int next = function.out.fresh();
                function.out.add(new Statement.Dot(at, plans.constants.operand(key), next));
                at = next;
            }
            function.out.add(new Statement.AssignInt(found, 1));
        }));
        function.scoped(() -> function.out.guarded(() -> {
            function.out.add(new Statement.IsUndefined(found));
            insert(function, group, rule, result);
        }));
    }

    private static List<Term> suffix(RuleGroup group, Rule rule) {
        return rule.head()
                .ref()
                .path()
                .subList(group.path().size(), rule.head().ref().path().size());
    }
}
