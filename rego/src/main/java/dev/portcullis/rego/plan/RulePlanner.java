package dev.portcullis.rego.plan;

import dev.portcullis.rego.analysis.RuleGroup;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
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
            if (!rule.isDefault()) {
                branch(function, rule, () -> chain(function, rule, result, earlyExit));
            }
        }
        for (Rule rule : group.rules()) {
            if (rule.isDefault()) {
                function.scoped(() -> function.out.guarded(() -> {
                    function.out.add(new Statement.IsUndefined(result));
                    value(function, rule, operand -> function.out.add(new Statement.AssignVar(result, operand)));
                }));
            }
        }
        function.out.add(new Statement.ReturnLocal(result));
    }

    private void branch(FunctionPlanner function, Rule rule, Runnable content) {
        function.scoped(() -> function.out.guarded(() -> arguments(function, rule, 0, content)));
    }

    private void arguments(FunctionPlanner function, Rule rule, int at, Runnable then) {
        List<Term> patterns = rule.head().arguments();
        if (patterns == null || at == patterns.size()) {
            then.run();
            return;
        }
        function.unify().match(patterns.get(at), Plan.FIRST_FREE + at, () -> arguments(function, rule, at + 1, then));
    }

    /// A rule and its `else` branches: the first body that holds gives the value.
    private void chain(FunctionPlanner function, Rule rule, int result, boolean earlyExit) {
        Span span = rule.span();
        if (rule.otherwise() == null) {
            function.bodies()
                    .plan(
                            rule.body(),
                            () -> value(function, rule, operand -> {
                                function.out.add(new Statement.AssignVarOnce(result, operand, span));
                                if (earlyExit) {
                                    function.out.add(new Statement.ReturnLocal(result));
                                }
                            }));
            return;
        }
        int chosen = function.out.fresh();
        function.out.add(new Statement.ResetLocal(chosen));
        for (Rule tried = rule; tried != null; tried = tried.otherwise()) {
            Rule branch = tried;
            function.scoped(() -> function.out.guarded(() -> {
                if (branch != rule) {
                    function.out.add(new Statement.IsUndefined(chosen));
                }
                int own = function.out.fresh();
                function.out.add(new Statement.ResetLocal(own));
                function.out.guarded(() -> function.bodies()
                        .plan(
                                branch.body(),
                                () -> value(
                                        function,
                                        branch,
                                        operand -> function.out.add(new Statement.AssignVarOnce(own, operand, span)))));
                function.out.add(new Statement.AssignVar(chosen, own));
            }));
        }
        function.out.add(new Statement.AssignVarOnce(result, chosen, span));
    }

    private void value(FunctionPlanner function, Rule rule, IntConsumer then) {
        Term value = Objects.requireNonNull(rule.head().value());
        function.terms().plan(value, operand -> {
            function.out.add(new Statement.Determine(plans.rule(rule)));
            then.accept(operand);
        });
    }

    private void set(FunctionPlanner function, RuleGroup group) {
        int result = function.out.fresh();
        function.out.add(new Statement.MakeSet(result));
        for (Rule rule : group.rules()) {
            Term key = Objects.requireNonNull(rule.head().key());
            branch(
                    function,
                    rule,
                    () -> function.bodies()
                            .plan(
                                    rule.body(),
                                    () -> function.terms().plan(key, operand -> {
                                        function.out.add(new Statement.Determine(plans.rule(rule)));
                                        function.out.add(new Statement.SetAdd(operand, result));
                                    })));
        }
        function.out.add(new Statement.ReturnLocal(result));
    }

    private void object(FunctionPlanner function, RuleGroup group) {
        int result = function.out.fresh();
        function.out.add(new Statement.MakeObject(result));
        for (Rule rule : group.rules()) {
            if (!rule.isDefault()) {
                branch(function, rule, () -> objectChain(function, group, rule, result));
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
        if (rule.otherwise() == null) {
            function.bodies().plan(rule.body(), () -> insert(function, group, rule, result));
            return;
        }
        int done = function.out.fresh();
        function.out.add(new Statement.ResetLocal(done));
        for (Rule tried = rule; tried != null; tried = tried.otherwise()) {
            Rule branch = tried;
            function.scoped(() -> function.out.guarded(() -> {
                function.out.add(new Statement.IsUndefined(done));
                function.bodies().plan(branch.body(), () -> {
                    insert(function, group, branch, result);
                    function.out.add(new Statement.AssignInt(done, 1));
                });
            }));
        }
    }

    private void insert(FunctionPlanner function, RuleGroup group, Rule rule, int result) {
        List<Term> terms = new ArrayList<>(suffix(group, rule));
        int keys = terms.size();
        boolean asElement = rule.head().key() != null;
        terms.add(
                asElement
                        ? Objects.requireNonNull(rule.head().key())
                        : Objects.requireNonNull(rule.head().value()));
        function.terms().planAll(terms, operands -> {
            int value = operands[keys];
            function.out.add(new Statement.Determine(plans.rule(rule)));
            if (keys == 1 && !asElement) {
                function.out.add(new Statement.ObjectInsertOnce(operands[0], value, result, rule.span()));
            } else {
                int[] path = java.util.Arrays.copyOf(operands, keys);
                function.out.add(new Statement.InsertAt(result, path, value, asElement, rule.span()));
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
