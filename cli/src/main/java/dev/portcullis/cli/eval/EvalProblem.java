package dev.portcullis.cli.eval;

import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Span;
import org.jspecify.annotations.Nullable;

/// Why there is no result, in the parts of OPA's error object.
///
/// @param code OPA's code; null for a file that cannot be read
/// @param span where in the policy or the query; null for a file that cannot be read
public record EvalProblem(@Nullable String code, @Nullable Span span, String message) {
    static EvalProblem of(String message) {
        return new EvalProblem(null, null, message);
    }

    static EvalProblem of(Diagnostic diagnostic) {
        String hint = diagnostic.hint();
        return new EvalProblem(
                diagnostic.code().text(),
                diagnostic.span(),
                hint == null ? diagnostic.message() : diagnostic.message() + " (" + hint + ")");
    }

    static EvalProblem of(EvaluationException failure) {
        return new EvalProblem(failure.code().text(), failure.span(), String.valueOf(failure.getMessage()));
    }

    /// `file:row: code: message`, as OPA prints it.
    public String text() {
        return span == null || code == null ? message : span + ": " + code + ": " + message;
    }
}
