package dev.portcullis.rego.runtime;

import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.RuleReference;
import dev.portcullis.rego.plan.Plan;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs plans statement by statement: small, and the oracle of everything faster. Immutable and shared by all
/// threads;
/// what one evaluation changes is in an [Evaluation].
public final class Interpreter {
    private static final Comparator<RuleReference> SOURCE_ORDER = Comparator.comparing(
                    (RuleReference rule) -> rule.span().file())
            .thenComparingInt(rule -> rule.span().offset());

    private final Plan plan;
    private final RegoValue[] constants;
    private final RegoObject data;
    private final int[] ranks;
    private final List<RuleReference> ranked;

    /// @param data the base document `data`
    public Interpreter(Plan plan, RegoObject data) {
        this.plan = plan;
        this.constants = plan.constants().toArray(RegoValue[]::new);
        this.data = data;
        this.ranked = plan.rules().stream().distinct().sorted(SOURCE_ORDER).toList();
        Map<RuleReference, Integer> places = new HashMap<>();
        ranked.forEach(rule -> places.put(rule, places.size()));
        this.ranks = plan.rules().stream().mapToInt(places::get).toArray();
    }

    /// What an entry plan yields.
    ///
    /// @param results the result set, in order of evaluation
    /// @param determiningRules the rule bodies it rests on, in source order
    public record Outcome(List<RegoValue> results, List<RuleReference> determiningRules) {}

    /// Runs the entry plan at a place of the plan's functions.
    ///
    /// @throws dev.portcullis.rego.eval.EvaluationException when the evaluation ends without an answer
    public Outcome run(int entry, EvaluationContext context) {
        Evaluation evaluation = new Evaluation(plan, constants, context);
        List<RegoValue> results = evaluation.run(entry, data);
        return new Outcome(results, inSourceOrder(evaluation.rules()));
    }

    private List<RuleReference> inSourceOrder(int[] rules) {
        int[] order = new int[rules.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = ranks[rules[i]];
        }
        Arrays.sort(order);
        List<RuleReference> references = new ArrayList<>(order.length);
        for (int i = 0; i < order.length; i++) {
            if (i == 0 || order[i] != order[i - 1]) {
                references.add(ranked.get(order[i]));
            }
        }
        return references;
    }
}
