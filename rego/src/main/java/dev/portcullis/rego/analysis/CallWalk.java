package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;

/// Visits every call: the nested ones, whose results are used where they stand, and those that are expressions.
abstract class CallWalk extends TreeWalk {
    /// Meets a call.
    ///
    /// @param place that of the expression, or of a nested call
    abstract void call(Term.Call call, Span place, boolean nested);

    @Override
    void expression(Expression expression) {
        if (expression instanceof Expression.Not not
                && !not.composite()
                && not.body().expressions().getFirst() instanceof Expression.Holds holds
                && holds.term() instanceof Term.Call call) {
            call(call, not.span(), false);
            super.term(call);
            holds.withs().forEach(this::with);
            not.withs().forEach(this::with);
        } else {
            super.expression(expression);
        }
    }

    @Override
    void holds(Expression.Holds holds) {
        if (holds.term() instanceof Term.Call call) {
            call(call, holds.span(), false);
            super.term(call);
        } else {
            super.holds(holds);
        }
    }

    @Override
    void term(Term term) {
        switch (term) {
            case Term.Call call -> {
                call(call, call.span(), true);
                super.term(call);
            }
            case Term.Template template -> template.parts().forEach(this::part);
            default -> super.term(term);
        }
    }

    /// OPA knows no place of a call that is a part of a template.
    private void part(Term part) {
        if (part instanceof Term.Call call) {
            call(call, Span.NONE, true);
            super.term(call);
        } else {
            term(part);
        }
    }
}
