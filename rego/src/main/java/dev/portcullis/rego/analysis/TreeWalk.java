package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Visits trees from the outside in, in source order; a phase overrides what it looks at.
class TreeWalk {
    /// The rule and its `else` branches.
    void rule(Rule rule) {
        for (Rule branch = rule; branch != null; branch = branch.otherwise()) {
            head(branch.head());
            body(branch.body());
        }
    }

    void head(Rule.Head head) {
        if (head.arguments() != null) {
            terms(head.arguments());
        }
        terms(head.ref().path());
        optional(head.key());
        optional(head.value());
    }

    void body(Body body) {
        body.expressions().forEach(this::expression);
    }

    void expression(Expression expression) {
        switch (expression) {
            case Expression.Holds e -> holds(e);
            case Expression.Not e -> body(e.body());
            case Expression.Some e -> e.names().forEach(this::term);
            case Expression.SomeIn e -> {
                optional(e.key());
                term(e.value());
                term(e.collection());
            }
            case Expression.Every e -> {
                optional(e.key());
                term(e.value());
                term(e.domain());
                body(e.body());
            }
            case Expression.And e -> {
                body(e.left());
                body(e.right());
            }
            case Expression.Or e -> {
                body(e.left());
                body(e.right());
            }
        }
        expression.withs().forEach(this::with);
    }

    void holds(Expression.Holds holds) {
        term(holds.term());
    }

    void with(Expression.With with) {
        term(with.target());
        term(with.value());
    }

    final void terms(List<Term> terms) {
        terms.forEach(this::term);
    }

    final void optional(@Nullable Term term) {
        if (term != null) {
            term(term);
        }
    }

    void term(Term term) {
        switch (term) {
            case Term.Scalar _, Term.Var _ -> {}
            case Term.Ref r -> {
                term(r.head());
                terms(r.path());
            }
            case Term.ArrayLiteral a -> terms(a.elements());
            case Term.SetLiteral s -> terms(s.elements());
            case Term.ObjectLiteral o ->
                o.entries().forEach(e -> {
                    term(e.key());
                    term(e.value());
                });
            case Term.ArrayComprehension c -> {
                term(c.element());
                body(c.body());
            }
            case Term.SetComprehension c -> {
                term(c.element());
                body(c.body());
            }
            case Term.ObjectComprehension c -> {
                term(c.key());
                term(c.value());
                body(c.body());
            }
            case Term.Call c -> {
                operator(c.operator());
                terms(c.arguments());
            }
            case Term.Template t -> terms(t.parts());
        }
    }

    /// The name a call calls; not a term of its own unless a phase says so.
    void operator(Term.Ref operator) {
        terms(operator.path());
    }
}
