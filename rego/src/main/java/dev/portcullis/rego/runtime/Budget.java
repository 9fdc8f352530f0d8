package dev.portcullis.rego.runtime;

import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.source.Span;

/// Counts what one evaluation uses up and ends it at a limit. The clock is read once in a while only.
final class Budget {
    private static final int CLOCK_INTERVAL = 512;

    private final EvaluationContext context;
    private long steps;
    private long nextClock;
    private long values;
    private int depth;

    Budget(EvaluationContext context) {
        this.context = context;
        this.nextClock = context.deadlineNanos() == EvaluationContext.NO_DEADLINE ? Long.MAX_VALUE : 0;
    }

    void step(long units) {
        steps += units;
        if (steps > context.limits().steps()) {
            throw new EvaluationException(
                    EvaluationException.Code.BUDGET,
                    Span.NONE,
                    "evaluation took more than the allowed " + context.limits().steps() + " steps");
        }
        if (steps >= nextClock) {
            nextClock = steps + CLOCK_INTERVAL;
            if (System.nanoTime() - context.deadlineNanos() >= 0) {
                throw new EvaluationException(
                        EvaluationException.Code.DEADLINE, Span.NONE, "evaluation reached its deadline");
            }
        }
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
