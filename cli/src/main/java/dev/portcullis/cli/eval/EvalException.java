package dev.portcullis.cli.eval;

import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.source.Diagnostic;
import java.util.List;

/// There is no result. Carries everything found to be wrong, at least one problem.
public final class EvalException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<EvalProblem> problems;

    private EvalException(List<EvalProblem> problems) {
        super(problems.getFirst().text(), null, false, false);
        this.problems = problems;
    }

    static EvalException of(String message) {
        return new EvalException(List.of(EvalProblem.of(message)));
    }

    static EvalException of(List<Diagnostic> diagnostics) {
        return new EvalException(diagnostics.stream().map(EvalProblem::of).toList());
    }

    static EvalException of(EvaluationException failure) {
        return new EvalException(List.of(EvalProblem.of(failure)));
    }

    /// What is wrong, in order.
    public List<EvalProblem> problems() {
        return problems;
    }
}
