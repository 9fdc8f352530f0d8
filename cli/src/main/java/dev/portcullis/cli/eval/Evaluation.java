package dev.portcullis.cli.eval;

import dev.portcullis.rego.ActivePolicies;
import dev.portcullis.rego.Query;
import dev.portcullis.rego.eval.Environment;
import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.eval.EvaluationLimits;
import dev.portcullis.rego.eval.RowObserver;
import dev.portcullis.rego.eval.Tracer;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoValue;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One evaluation of one query.
///
/// @param input null when there is no input document
/// @param strictBuiltinErrors whether a failing builtin ends the evaluation or is undefined
/// @param prints where `print` goes
public record Evaluation(@Nullable RegoValue input, boolean strictBuiltinErrors, PrintStream prints) {
    /// Reads an input document, JSON or YAML by its suffix.
    public static RegoValue input(Path file) throws EvalException {
        return DataFile.read(file);
    }

    /// Reads an input document in JSON.
    public static RegoValue input(byte[] json) throws EvalException {
        return DataFile.json("standard input", json);
    }

    /// Every way in which the query holds; none means undefined.
    public List<Query.Row> run(ActivePolicies policies, String query) throws EvalException {
        return switch (policies.query(query)) {
            case Query.Rejected(var diagnostics) -> throw EvalException.of(diagnostics);
            case Query.Prepared prepared -> {
                try {
                    yield prepared.evaluate(context());
                } catch (EvaluationException failure) {
                    throw EvalException.of(failure);
                }
            }
        };
    }

    private EvaluationContext context() {
        Instant now = Instant.now();
        return new EvaluationContext(
                input,
                EvaluationLimits.TOOL,
                EvaluationContext.NO_DEADLINE,
                Environment.at(now.getEpochSecond() * 1_000_000_000L + now.getNano()),
                strictBuiltinErrors,
                RowObserver.NONE,
                new Printing(prints));
    }

    /// Shows what policies print, and nothing else.
    private record Printing(PrintStream out) implements Tracer {
        @Override
        public void print(Span span, String message) {
            out.println(message);
        }
    }
}
