package dev.portcullis.rego.eval;

import dev.portcullis.rego.source.Span;

/// An evaluation that ended without an answer. Carries no stack trace: it is an expected outcome, and cheap.
public final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Code code;
    private final transient Span span;

    public EvaluationException(Code code, Span span, String message) {
        super(message, null, false, false);
        this.code = code;
        this.span = span;
    }

    public Code code() {
        return code;
    }

    /// Where in the policy.
    public Span span() {
        return span == null ? Span.NONE : span;
    }

    /// Why an evaluation ended.
    public enum Code {
        /// Two values for one document, or one key of an object.
        CONFLICT("eval_conflict_error"),
        /// A value of the wrong type where the language needs another.
        TYPE("eval_type_error"),
        /// A builtin failed and errors are strict.
        BUILTIN("eval_builtin_error"),
        /// Cancelled from outside.
        CANCELLED("eval_cancel_error"),
        /// The deadline passed.
        DEADLINE("eval_cancel_error"),
        /// A limit of [EvaluationLimits] was reached.
        BUDGET("eval_budget_error"),
        /// A broken invariant of the engine.
        INTERNAL("eval_internal_error");

        private final String text;

        Code(String text) {
            this.text = text;
        }

        /// The code as OPA writes it, where OPA has one.
        public String text() {
            return text;
        }
    }
}
