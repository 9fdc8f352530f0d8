package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Orders the bodies nested in one expression or term, given what the enclosing body knows at that point.
final class NestedOrder {
    private final BodyOrder check;
    private final Set<String> safe;

    NestedOrder(BodyOrder check, Set<String> safe) {
        this.check = check;
        this.safe = safe;
    }

    Expression expression(Expression expression) {
        List<Expression.With> withs = new ArrayList<>();
        expression.withs().forEach(w -> withs.add(new Expression.With(w.span(), w.target(), term(w.value()))));
        return switch (expression) {
            case Expression.Holds e -> new Expression.Holds(e.span(), term(e.term()), withs);
            case Expression.Not e -> new Expression.Not(e.span(), body(e.body()), e.composite(), withs);
            case Expression.Every e ->
                new Expression.Every(e.span(), e.key(), e.value(), term(e.domain()), everyBody(e), withs);
            case Expression.And e -> new Expression.And(e.span(), body(e.left()), body(e.right()), withs);
            case Expression.Or e -> new Expression.Or(e.span(), body(e.left()), body(e.right()), withs);
            case Expression.Some _, Expression.SomeIn _ ->
                throw new AssertionError("BUG: declarations are resolved before safety");
        };
    }

    private Body body(Body body) {
        return check.order(body, new HashSet<>(safe));
    }

    private Body everyBody(Expression.Every every) {
        Set<String> inner = new HashSet<>(safe);
        inner.add(every.value().name());
        if (every.key() != null) {
            inner.add(every.key().name());
        }
        return check.order(every.body(), inner);
    }

    private List<Term> terms(List<Term> terms) {
        return terms.stream().map(this::term).toList();
    }

    Term term(Term term) {
        return switch (term) {
            case Term.Scalar s -> s;
            case Term.Var v -> v;
            case Term.Ref r -> new Term.Ref(r.span(), term(r.head()), terms(r.path()));
            case Term.ArrayLiteral a -> new Term.ArrayLiteral(a.span(), terms(a.elements()));
            case Term.SetLiteral s -> new Term.SetLiteral(s.span(), terms(s.elements()));
            case Term.ObjectLiteral o ->
                new Term.ObjectLiteral(
                        o.span(),
                        o.entries().stream()
                                .map(e -> new Term.Entry(term(e.key()), term(e.value())))
                                .toList());
            case Term.ArrayComprehension c -> {
                Set<String> inner = new HashSet<>(safe);
                Body body = check.order(c.body(), inner);
                yield new Term.ArrayComprehension(c.span(), check.headTerm(c.element(), inner), body);
            }
            case Term.SetComprehension c -> {
                Set<String> inner = new HashSet<>(safe);
                Body body = check.order(c.body(), inner);
                yield new Term.SetComprehension(c.span(), check.headTerm(c.element(), inner), body);
            }
            case Term.ObjectComprehension c -> {
                Set<String> inner = new HashSet<>(safe);
                Body body = check.order(c.body(), inner);
                Term key = check.headTerm(c.key(), inner);
                yield new Term.ObjectComprehension(c.span(), key, check.headTerm(c.value(), inner), body);
            }
            case Term.Call c -> new Term.Call(c.span(), c.operator(), terms(c.arguments()));
            case Term.Template t -> new Term.Template(t.span(), terms(t.parts()));
        };
    }
}
