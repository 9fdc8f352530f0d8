package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Trees with other places or other modifiers. OPA gives the parts of some rules the place of the rule; errors of
/// later phases then point there.
final class Relocation {
    private final Span place;

    private Relocation(Span place) {
        this.place = place;
    }

    /// The term itself elsewhere; its parts keep their places.
    static Term at(Term term, Span place) {
        return switch (term) {
            case Term.Scalar t -> new Term.Scalar(place, t.value());
            case Term.Var t -> new Term.Var(place, t.name());
            case Term.Ref t -> new Term.Ref(place, t.head(), t.path());
            case Term.ArrayLiteral t -> new Term.ArrayLiteral(place, t.elements());
            case Term.SetLiteral t -> new Term.SetLiteral(place, t.elements());
            case Term.ObjectLiteral t -> new Term.ObjectLiteral(place, t.entries());
            case Term.ArrayComprehension t -> new Term.ArrayComprehension(place, t.element(), t.body());
            case Term.SetComprehension t -> new Term.SetComprehension(place, t.element(), t.body());
            case Term.ObjectComprehension t -> new Term.ObjectComprehension(place, t.key(), t.value(), t.body());
            case Term.Call t -> new Term.Call(place, t.operator(), t.arguments());
            case Term.Template t -> new Term.Template(place, t.parts());
        };
    }

    /// The expression itself elsewhere; its parts keep their places.
    static Expression at(Expression expression, Span place) {
        return rebuilt(expression, place, expression.withs());
    }

    /// The expression with these modifiers instead of its own.
    static Expression withModifiers(Expression expression, List<Expression.With> withs) {
        return rebuilt(expression, expression.span(), withs);
    }

    private static Expression rebuilt(Expression expression, Span place, List<Expression.With> withs) {
        return switch (expression) {
            case Expression.Holds e -> new Expression.Holds(place, e.term(), withs);
            case Expression.Not e -> new Expression.Not(place, e.body(), e.composite(), withs);
            case Expression.Some e -> new Expression.Some(place, e.names(), withs);
            case Expression.SomeIn e -> new Expression.SomeIn(place, e.key(), e.value(), e.collection(), withs);
            case Expression.Every e -> new Expression.Every(place, e.key(), e.value(), e.domain(), e.body(), withs);
            case Expression.And e -> new Expression.And(place, e.left(), e.right(), withs);
            case Expression.Or e -> new Expression.Or(place, e.left(), e.right(), withs);
        };
    }

    /// The term with all of its parts at one place.
    static Term allAt(Term term, Span place) {
        return new Relocation(place).term(term);
    }

    /// The body with all of its parts at one place.
    static Body allAt(Body body, Span place) {
        return new Relocation(place).body(body);
    }

    private Body body(Body body) {
        return new Body(body.expressions().stream().map(this::expression).toList(), body.braced());
    }

    private Expression expression(Expression expression) {
        List<Expression.With> withs = expression.withs().stream()
                .map(with -> new Expression.With(place, (Term.Ref) term(with.target()), term(with.value())))
                .toList();
        return switch (expression) {
            case Expression.Holds e -> new Expression.Holds(place, term(e.term()), withs);
            case Expression.Not e -> new Expression.Not(place, body(e.body()), e.composite(), withs);
            case Expression.Some e ->
                new Expression.Some(
                        place, e.names().stream().map(this::variable).toList(), withs);
            case Expression.SomeIn e ->
                new Expression.SomeIn(place, optional(e.key()), term(e.value()), term(e.collection()), withs);
            case Expression.Every e -> {
                Term.Var key = e.key();
                yield new Expression.Every(
                        place,
                        key == null ? null : variable(key),
                        variable(e.value()),
                        term(e.domain()),
                        body(e.body()),
                        withs);
            }
            case Expression.And e -> new Expression.And(place, body(e.left()), body(e.right()), withs);
            case Expression.Or e -> new Expression.Or(place, body(e.left()), body(e.right()), withs);
        };
    }

    private @Nullable Term optional(@Nullable Term term) {
        return term == null ? null : term(term);
    }

    private Term.Var variable(Term.Var variable) {
        return new Term.Var(place, variable.name());
    }

    private List<Term> terms(List<Term> terms) {
        return terms.stream().map(this::term).toList();
    }

    private Term term(Term term) {
        return switch (term) {
            case Term.Scalar t -> at(t, place);
            case Term.Var t -> variable(t);
            case Term.Ref t -> new Term.Ref(place, term(t.head()), terms(t.path()));
            case Term.ArrayLiteral t -> new Term.ArrayLiteral(place, terms(t.elements()));
            case Term.SetLiteral t -> new Term.SetLiteral(place, terms(t.elements()));
            case Term.ObjectLiteral t ->
                new Term.ObjectLiteral(
                        place,
                        t.entries().stream()
                                .map(e -> new Term.Entry(term(e.key()), term(e.value())))
                                .toList());
            case Term.ArrayComprehension t -> new Term.ArrayComprehension(place, term(t.element()), body(t.body()));
            case Term.SetComprehension t -> new Term.SetComprehension(place, term(t.element()), body(t.body()));
            case Term.ObjectComprehension t ->
                new Term.ObjectComprehension(place, term(t.key()), term(t.value()), body(t.body()));
            case Term.Call t -> new Term.Call(place, (Term.Ref) term(t.operator()), terms(t.arguments()));
            case Term.Template t -> new Term.Template(place, terms(t.parts()));
        };
    }
}
