package dev.portcullis.rego.runtime;

import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.RuleReference;
import dev.portcullis.rego.plan.Plan;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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

    /// @param data the base document `data`
    public Interpreter(Plan plan, RegoObject data) {
        this.plan = plan;
        this.constants = plan.constants().toArray(RegoValue[]::new);
        this.data = data;
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
        List<RuleReference> rules = new ArrayList<>();
        for (int rule : evaluation.rules()) {
            rules.add(plan.rules().get(rule));
        }
        return new Outcome(
                results, rules.stream().distinct().sorted(SOURCE_ORDER).toList());
    }
}
