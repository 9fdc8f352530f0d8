package dev.portcullis.rego;

import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.runtime.Interpreter;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;

/// An ad-hoc query: prepared, or refused with what is wrong with it.
public sealed interface Query {
    /// One way in which the query holds.
    ///
    /// @param bindings the query's variables
    /// @param expressions the value of each expression, in order
    record Row(RegoObject bindings, List<RegoValue> expressions) {
        public Row {
            expressions = List.copyOf(expressions);
        }
    }

    /// The query cannot be evaluated.
    record Rejected(List<Diagnostic> diagnostics) implements Query {
        public Rejected {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    /// The query can be evaluated, any number of times.
    final class Prepared implements Query {
        private final Interpreter interpreter;
        private final int place;
        private final List<String> values;

        Prepared(Interpreter interpreter, int place, List<String> values) {
            this.interpreter = interpreter;
            this.place = place;
            this.values = List.copyOf(values);
        }

        /// Every way in which the query holds; none means undefined.
        ///
        /// @throws dev.portcullis.rego.eval.EvaluationException when the evaluation ends without an answer
        public List<Row> evaluate(EvaluationContext context) {
            List<Row> rows = new ArrayList<>();
            for (RegoValue result : interpreter.run(place, context).results()) {
                rows.add(row((RegoObject) result));
            }
            return rows;
        }

        private Row row(RegoObject result) {
            List<RegoValue> expressions = new ArrayList<>();
            for (String value : values) {
                RegoValue held = value.isEmpty() ? null : result.get(value);
                expressions.add(held == null ? RegoBoolean.TRUE : held);
            }
            RegoObject.Builder bindings = RegoObject.builder();
            for (int slot = 0; slot < result.size(); slot++) {
                if (result.key(slot) instanceof RegoString name && !name.value().startsWith("$")) {
                    bindings.put(name, result.value(slot));
                }
            }
            return new Row(bindings.build(), expressions);
        }
    }
}
