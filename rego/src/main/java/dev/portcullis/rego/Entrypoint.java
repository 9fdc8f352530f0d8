package dev.portcullis.rego;

import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.EvaluationResult;
import dev.portcullis.rego.runtime.Interpreter;

/// One document of a policy set, planned once. Threads share it.
public final class Entrypoint {
    private final String path;
    private final Interpreter interpreter;
    private final int place;

    Entrypoint(String path, Interpreter interpreter, int place) {
        this.path = path;
        this.interpreter = interpreter;
        this.place = place;
    }

    /// The dotted path, such as `data.portcullis.decision`.
    public String path() {
        return path;
    }

    /// Evaluates the document.
    ///
    /// @throws dev.portcullis.rego.eval.EvaluationException when the evaluation ends without an answer
    public EvaluationResult evaluate(EvaluationContext context) {
        Interpreter.Outcome outcome = interpreter.run(place, context);
        return outcome.results().isEmpty()
                ? new EvaluationResult.Undefined()
                : new EvaluationResult.Defined(outcome.results().getFirst(), outcome.determiningRules());
    }
}
