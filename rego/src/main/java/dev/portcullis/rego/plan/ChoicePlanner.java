package dev.portcullis.rego.plan;

import dev.portcullis.rego.analysis.Literals;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Plans the bodies of a group, each in a block of its own: behind a [RuleIndex] where that pays or where OPA's
/// index can be told from its absence, else one after the other.
final class ChoicePlanner {
    /// With fewer rules a probe costs what it saves.
    private static final int WORTH_AN_INDEX = 4;
    /// Probes are computed for every call; those that few rules ask for are left out.
    private static final int MAX_PROBES = 16;

    private final FunctionPlanner function;

    ChoicePlanner(FunctionPlanner function) {
        this.function = function;
    }

    /// Plans the rules in order.
    ///
    /// @param agreed local that has a value while all candidates have one constant value; -1 when nobody asks
    /// @param body plans one rule
    void plan(List<Rule> rules, int agreed, Consumer<Rule> body) {
        plan(rules, new TestFinder(function)::of, agreed, body);
    }

    /// Plans the branches of one `else` chain, each with its own tests.
    void planBranches(Rule chain, Consumer<Rule> body) {
        List<Rule> branches = new ArrayList<>();
        for (Rule branch = chain; branch != null; branch = branch.otherwise()) {
            branches.add(branch);
        }
        plan(branches, new TestFinder(function)::branch, -1, body);
    }

    private void plan(
            List<Rule> rules, Function<Rule, Map<Probe, List<RuleTest>>> finder, int agreed, Consumer<Rule> body) {
        List<Map<Probe, List<RuleTest>>> tests =
                function.plans.optimised() ? rules.stream().map(finder).toList() : List.of();
        List<Probe> probes = probes(tests);
        if (probes.isEmpty() || (rules.size() < WORTH_AN_INDEX && rules.stream().allMatch(ChoicePlanner::cannotFail))) {
            rules.forEach(rule -> function.out.add(new Statement.Block(block(rule, body))));
            return;
        }
        int[] probed = probes.stream()
                .mapToInt(probe -> probed(probe.term(), arity(rules)))
                .toArray();
        List<List<@Nullable List<RuleTest>>> rows = new ArrayList<>();
        for (Map<Probe, List<RuleTest>> asked : tests) {
            List<@Nullable List<RuleTest>> row = new ArrayList<>();
            probes.forEach(probe -> row.add(asked.get(probe)));
            rows.add(row);
        }
        RuleIndex index = new RuleIndex(rows, probed.length, valueClasses(rules));
        Plan.Block[] blocks = rules.stream().map(rule -> block(rule, body)).toArray(Plan.Block[]::new);
        function.out.add(new Statement.Choose(index, probed, blocks, agreed));
    }

    /// Rules use the same locals, one after the other: a frame is as large as the largest of them.
    private Plan.Block block(Rule rule, Consumer<Rule> body) {
        int before = function.out.mark();
        Locals outside = function.locals;
        Plan.Block block = function.out.block(() -> body.accept(rule));
        function.locals = outside;
        function.out.release(before);
        return block;
    }

    private static List<Probe> probes(List<Map<Probe, List<RuleTest>>> tests) {
        Map<Probe, Integer> asking = new LinkedHashMap<>();
        tests.forEach(asked -> asked.keySet().forEach(probe -> asking.merge(probe, 1, Integer::sum)));
        return asking.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MAX_PROBES)
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The local that holds a probe's value, or no value.
    private int probed(Term term, int arity) {
        int probed = function.out.fresh();
        function.out.add(new Statement.ResetLocal(probed));
        function.scoped(() -> {
            for (int i = 0; i < arity; i++) {
                function.bind(Probe.argument(i), Plan.FIRST_FREE + i);
            }
            function.out.guarded(() ->
                    function.terms().plan(term, value -> function.out.add(new Statement.AssignVar(probed, value))));
        });
        return probed;
    }

    private static int arity(List<Rule> rules) {
        List<Term> parameters = rules.getFirst().head().arguments();
        return parameters == null ? 0 : parameters.size();
    }

    /// Whether running the rule where the index would rule it out can be told from not running it: not when nothing
    /// in it can fail.
    private static boolean cannotFail(Rule rule) {
        boolean parameters = rule.head().arguments() == null
                || rule.head().arguments().stream().allMatch(ChoicePlanner::isPlain);
        return parameters
                && rule.body().expressions().stream().allMatch(ChoicePlanner::cannotFail)
                && (rule.otherwise() == null || cannotFail(rule.otherwise()));
    }

    private static boolean cannotFail(Expression expression) {
        return expression.withs().isEmpty()
                && expression instanceof Expression.Holds(var _, Term term, var _)
                && (term instanceof Term.Call call
                        ? CallTests.isComparison(call)
                                && call.arguments().stream().allMatch(ChoicePlanner::isPlain)
                        : isPlain(term));
    }

    private static boolean isPlain(Term term) {
        return term instanceof Term.Var
                || Literals.value(term) != null
                || (term instanceof Term.Ref ref
                        && ref.head() instanceof Term.Var
                        && ref.path().stream().allMatch(ChoicePlanner::isPlain));
    }

    private static int[] valueClasses(List<Rule> rules) {
        Map<RegoValue, Integer> known = new HashMap<>();
        int[] classes = new int[rules.size()];
        for (int i = 0; i < classes.length; i++) {
            RegoValue value = ConstantHeads.value(rules.get(i));
            classes[i] = value == null ? -1 : known.computeIfAbsent(value, _ -> known.size());
        }
        return classes;
    }
}
