package dev.portcullis.rego.runtime;

import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.source.Span;

/// Counts what one evaluation uses up and ends it at a limit. The clock is read once in a while only.
final class Budget {
    private static final int CLOCK_INTERVAL = 512;

    private final EvaluationContext context;
    private long steps;
    private long nextCheck;
    private long values;
    private int depth;

    Budget(EvaluationContext context) {
        this.context = context;
        this.nextCheck = hasDeadline() ? 0 : context.limits().steps();
    }

    private boolean hasDeadline() {
        return context.deadlineNanos() != EvaluationContext.NO_DEADLINE;
    }

    void step(long units) {
        steps += units;
        if (steps > nextCheck) {
            check();
        }
    }

    private void check() {
        long limit = context.limits().steps();
        if (steps > limit) {
            throw new EvaluationException(
                    EvaluationException.Code.BUDGET,
                    Span.NONE,
                    "evaluation took more than the allowed " + limit + " steps");
        }
        if (System.nanoTime() - context.deadlineNanos() >= 0) {
            throw new EvaluationException(
                    EvaluationException.Code.DEADLINE, Span.NONE, "evaluation reached its deadline");
        }
        nextCheck = Math.min(limit, steps + CLOCK_INTERVAL);
    }

    /// Accounts for value nodes built.
    void build(long nodes) {
        values += nodes;
        if (values > context.limits().values()) {
            throw new EvaluationException(
                    EvaluationException.Code.BUDGET,
                    Span.NONE,
                    "evaluation built more than the allowed " + context.limits().values() + " values");
        }
    }

    void enter(Span span) {
        if (++depth > context.limits().recursion()) {
            throw new EvaluationException(
                    EvaluationException.Code.BUDGET,
                    span,
                    "calls are nested deeper than the allowed "
                            + context.limits().recursion());
        }
    }

    void leave() {
        depth--;
    }
}
