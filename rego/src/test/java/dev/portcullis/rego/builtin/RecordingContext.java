package dev.portcullis.rego.builtin;

import dev.portcullis.rego.eval.Environment;
import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// A context with a budget, a fixed time (2026-11-23T12:00:00Z) and a memory of what was printed.
final class RecordingContext implements BuiltinContext {
    static final long NOW_NS = 1_795_435_200_000_000_000L;

    final List<String> printed = new ArrayList<>();
    private final Map<RegoValue, RegoValue> remembered = new HashMap<>();
    private final Environment environment = Environment.at(NOW_NS);
    private long budget;

    RecordingContext(long budget) {
        this.budget = budget;
    }

    @Override
    public Environment environment() {
        return environment;
    }

    @Override
    public Span span() {
        return Span.NONE;
    }

    @Override
    public void charge(long units) {
        if (units > budget) {
            throw new EvaluationException(EvaluationException.Code.BUDGET, Span.NONE, "budget exceeded");
        }
        budget -= units;
    }

    @Override
    public RegoValue once(String builtin, RegoArray arguments, Supplier<RegoValue> value) {
        return remembered.computeIfAbsent(RegoArray.of(RegoString.of(builtin), arguments), _ -> value.get());
    }

    @Override
    public void print(String message) {
        printed.add(message);
    }

    @Override
    public void testCase(RegoArray path) {
        printed.add("case " + path);
    }
}
