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
import org.jspecify.annotations.Nullable;

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
        boolean earlyExit = allTheSame(group.rules());
        for (Rule rule : group.rules()) {
            if (!rule.isDefault() && rule.otherwise() == null) {
                guarded(
                        function,
                        () -> value(function, rule, operand -> {
                            function.out.add(new Statement.AssignVarOnce(result, operand, rule.span()));
                            if (earlyExit) {
                                function.out.add(new Statement.ReturnLocal(result));
                            }
                        }));
            } else if (!rule.isDefault()) {
                guarded(function, () -> chain(function, rule, result));
            }
        }
        for (Rule rule : group.rules()) {
            if (rule.isDefault()) {
                guarded(function, () -> {
                    function.out.add(new Statement.IsUndefined(result));
                    headValue(function, rule, operand -> function.out.add(new Statement.AssignVar(result, operand)));
                });
            }
        }
        function.out.add(new Statement.ReturnLocal(result));
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
        function.terms().plan(value, operand -> {
            function.out.add(new Statement.Determine(plans.rule(rule)));
            then.accept(operand);
        });
    }

    /// A rule and its `else` branches: the first body that holds gives the value.
    private void chain(FunctionPlanner function, Rule rule, int result) {
        int chosen = function.out.fresh();
        function.out.add(new Statement.ResetLocal(chosen));
        for (Rule tried = rule; tried != null; tried = tried.otherwise()) {
            Rule branch = tried;
            guarded(function, () -> {
                function.out.add(new Statement.IsUndefined(chosen));
                int own = function.out.fresh();
                function.out.add(new Statement.ResetLocal(own));
                guarded(function, () -> value(function, branch, once(function, own, branch)));
                function.out.add(new Statement.AssignVar(chosen, own));
            });
        }
        function.out.add(new Statement.AssignVarOnce(result, chosen, rule.span()));
    }

    private static IntConsumer once(FunctionPlanner function, int target, Rule rule) {
        return operand -> function.out.add(new Statement.AssignVarOnce(target, operand, rule.span()));
    }

    private void set(FunctionPlanner function, RuleGroup group) {
        int result = function.out.fresh();
        function.out.add(new Statement.MakeSet(result));
        for (Rule rule : group.rules()) {
            guarded(function, () -> holds(function, rule, () -> element(function, rule, result)));
        }
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
        for (Rule rule : group.rules()) {
            if (!rule.isDefault()) {
                guarded(function, () -> objectChain(function, group, rule, result));
            }
        }
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
        for (Rule tried = rule; tried != null; tried = tried.otherwise()) {
            Rule branch = tried;
            guarded(function, () -> {
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

    /// Whether every body yields one and the same constant, so that the first that holds decides.
    private static boolean allTheSame(List<Rule> rules) {
        RegoValue common = null;
        for (Rule rule : rules) {
            if (rule.isDefault()) {
                continue;
            }
            for (Rule branch = rule; branch != null; branch = branch.otherwise()) {
                RegoValue value = constantValue(branch);
                if (value == null || (common != null && !common.equals(value))) {
                    return false;
                }
                common = value;
            }
        }
        return common != null;
    }

    private static @Nullable RegoValue constantValue(Rule rule) {
        Term value = rule.head().value();
        return value == null ? null : Literals.value(value);
    }
}
