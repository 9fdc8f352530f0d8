package dev.portcullis.rego.plan;

import dev.portcullis.rego.analysis.Documents;
import dev.portcullis.rego.analysis.RuleGroup;
import dev.portcullis.rego.analysis.RuleTree;
import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.builtin.Builtin;
import dev.portcullis.rego.builtin.BuiltinException;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.eval.RuleReference;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Plans functions on demand: an entry plan asks for the documents it reads, those ask for theirs. Planning is lazy
/// because `with` may ask for any of them again in another generation.
public final class Planner {
    private static final Plan.Function RESERVED =
            new Plan.Function("", "", Plan.FIRST_FREE, Plan.FIRST_FREE, new Plan.Block(List.of()));

    /// Stands for what OPA declares and this build does not have: policies may mention it where `with` replaces it.
    private static final Builtin UNAVAILABLE = (_, _) -> {
        throw new BuiltinException("not available in this build");
    };

    private final RuleTree tree;
    private final Builtins builtins;
    private final PlanMode mode;
    final Constants constants = new Constants();
    private final List<Plan.Function> functions = new ArrayList<>();
    private final Map<FunctionKey, Integer> planned = new HashMap<>();
    private final Map<Mocks, Integer> generations = new HashMap<>();
    private final List<Plan.Callee> callees = new ArrayList<>();
    private final Map<String, Integer> calleePlaces = new HashMap<>();
    private final List<RuleReference> rules = new ArrayList<>();
    private final IdentityHashMap<Rule, Integer> rulePlaces = new IdentityHashMap<>();

    public Planner(RuleTree tree, Builtins builtins, PlanMode mode) {
        this.tree = tree;
        this.builtins = builtins;
        this.mode = mode;
        generations.put(Mocks.NONE, 0);
    }

    private record FunctionKey(List<RegoValue> path, Mocks mocks) {}

    /// Plans the evaluation of one ref: its value is added to the result set. Returns the place of the entry plan.
    public int entry(Term.Ref ref) {
        FunctionPlanner function = new FunctionPlanner(this, Mocks.NONE, Plan.FIRST_FREE);
        function.terms().plan(ref, value -> function.out.add(new Statement.ResultSetAdd(value)));
        return add(new Plan.Function(
                "entry " + ref.text(), "", Plan.FIRST_FREE, function.out.locals(), function.out.finish()));
    }

    /// Plans a query: for every way it holds, an object of the given variables is added to the result set. Returns
    /// the
    /// place of the entry plan.
    ///
    /// @param variables names in the body, each with the name it has in the result
    public int query(Body body, Map<String, String> variables) {
        FunctionPlanner function = new FunctionPlanner(this, Mocks.NONE, Plan.FIRST_FREE);
        function.bodies().plan(body, () -> {
            int bindings = function.out.fresh();
            function.out.add(new Statement.MakeObject(bindings));
            variables.forEach((name, shown) -> {
                Integer value = function.locals.find(name);
                if (value != null) {
                    int key = constants.operand(RegoString.of(shown));
                    function.out.add(new Statement.ObjectInsert(key, value, bindings));
                }
            });
            function.out.add(new Statement.ResultSetAdd(bindings));
        });
        return add(new Plan.Function("query", "", Plan.FIRST_FREE, function.out.locals(), function.out.finish()));
    }

    /// Everything planned so far.
    public Plan finish() {
        return new Plan(constants.values(), functions, callees, rules);
    }

    boolean optimised() {
        return mode == PlanMode.OPTIMISED;
    }

    boolean traced() {
        return mode == PlanMode.TRACED;
    }

    RuleTree tree() {
        return tree;
    }

    /// The place of a group's function, planned now if it was not yet.
    int function(RuleGroup group, Mocks mocks) {
        FunctionKey key = new FunctionKey(group.path(), mocks);
        Integer known = planned.get(key);
        if (known != null) {
            return known;
        }
        // The place is taken first: functions planned on the way get places of their own.
        int place = add(RESERVED);
        planned.put(key, place);
        int generation = generations.computeIfAbsent(mocks, _ -> generations.size());
        functions.set(place, new RulePlanner(this, mocks).plan(group, "g" + generation + "." + group.name()));
        return place;
    }

    int builtin(String name) {
        return calleePlaces.computeIfAbsent(name, _ -> {
            Builtins.Entry entry = builtins.get(name);
            if (entry == null) {
                throw new AssertionError("BUG: builtin `" + name + "` reached the planner undeclared");
            }
            Builtin function = entry.function() == null ? UNAVAILABLE : entry.function();
            callees.add(new Plan.Callee(entry.declaration(), function));
            return callees.size() - 1;
        });
    }

    Builtins builtins() {
        return builtins;
    }

    /// The number of one rule body.
    int rule(Rule rule) {
        return rulePlaces.computeIfAbsent(rule, _ -> {
            rules.add(new RuleReference(
                    Documents.text(Documents.groundPrefix(rule.head().ref())), rule.span()));
            return rules.size() - 1;
        });
    }

    private int add(Plan.Function function) {
        functions.add(function);
        return functions.size() - 1;
    }
}
