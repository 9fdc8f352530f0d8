package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rebuilds trees, parts before wholes in source order; a phase overrides what it changes.
class TreeRewriter {
    Body body(Body body) {
        List<Expression> expressions = new ArrayList<>(body.expressions().size());
        body.expressions().forEach(e -> expressions.add(expression(e)));
        return new Body(expressions, body.braced());
    }

    Expression expression(Expression expression) {
        return switch (expression) {
            case Expression.Holds e -> new Expression.Holds(e.span(), term(e.term()), withs(e));
            case Expression.Not e -> new Expression.Not(e.span(), body(e.body()), e.composite(), withs(e));
            case Expression.Some e -> e;
            case Expression.SomeIn e ->
                new Expression.SomeIn(e.span(), optional(e.key()), term(e.value()), term(e.collection()), withs(e));
            case Expression.Every e ->
                new Expression.Every(e.span(), e.key(), e.value(), term(e.domain()), body(e.body()), withs(e));
            case Expression.And e -> new Expression.And(e.span(), body(e.left()), body(e.right()), withs(e));
            case Expression.Or e -> new Expression.Or(e.span(), body(e.left()), body(e.right()), withs(e));
        };
    }

    final List<Expression.With> withs(Expression expression) {
        List<Expression.With> withs = new ArrayList<>(expression.withs().size());
        expression.withs().forEach(w -> withs.add(with(w)));
        return withs;
    }

    Expression.With with(Expression.With with) {
        return new Expression.With(with.span(), asRef(term(with.target())), term(with.value()));
    }

    static Term.Ref asRef(Term term) {
        return term instanceof Term.Ref ref ? ref : new Term.Ref(term.span(), term, List.of());
    }

    final @Nullable Term optional(@Nullable Term term) {
        return term == null ? null : term(term);
    }

    final List<Term> terms(List<Term> terms) {
        List<Term> rewritten = new ArrayList<>(terms.size());
        terms.forEach(t -> rewritten.add(term(t)));
        return rewritten;
    }

    Term term(Term term) {
        return switch (term) {
            case Term.Scalar s -> s;
            case Term.Var v -> v;
            case Term.Ref r -> new Term.Ref(r.span(), term(r.head()), terms(r.path()));
            case Term.ArrayLiteral a -> new Term.ArrayLiteral(a.span(), terms(a.elements()));
            case Term.SetLiteral s -> new Term.SetLiteral(s.span(), terms(s.elements()));
            case Term.ObjectLiteral o -> {
                List<Term.Entry> entries = new ArrayList<>();
                o.entries().forEach(e -> entries.add(new Term.Entry(term(e.key()), term(e.value()))));
                yield new Term.ObjectLiteral(o.span(), entries);
            }
            case Term.ArrayComprehension c -> {
                Body body = body(c.body());
                yield new Term.ArrayComprehension(c.span(), term(c.element()), body);
            }
            case Term.SetComprehension c -> {
                Body body = body(c.body());
                yield new Term.SetComprehension(c.span(), term(c.element()), body);
            }
            case Term.ObjectComprehension c -> {
                Body body = body(c.body());
                yield new Term.ObjectComprehension(c.span(), term(c.key()), term(c.value()), body);
            }
            case Term.Call c -> new Term.Call(c.span(), operator(c.operator()), terms(c.arguments()));
            case Term.Template t -> new Term.Template(t.span(), terms(t.parts()));
        };
    }

    /// The name a call calls.
    Term.Ref operator(Term.Ref operator) {
        return operator;
    }
}
