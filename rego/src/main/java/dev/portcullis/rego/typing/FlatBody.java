package dev.portcullis.rego.typing;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import java.util.ArrayList;
import java.util.List;

/// One body while it is brought into the flat form.
final class FlatBody {
    private final Flattening flattening;
    private final List<Expression> expressions = new ArrayList<>();
    /// What applies to the expression at hand and to everything taken out of it.
    private List<Expression.With> withs = List.of();

    FlatBody(Flattening flattening) {
        this.flattening = flattening;
    }

    Body finish() {
        return new Body(expressions);
    }

    void add(Expression expression) {
        withs = replacements(expression);
        switch (expression) {
            case Expression.Holds e -> holds(e.span(), e.term());
            case Expression.Not e when !e.composite() -> negated(e);
            case Expression.Not e ->
                expressions.add(new Expression.Not(e.span(), flattening.body(e.body()), true, withs));
            case Expression.Every e -> every(e);
            case Expression.And e ->
                expressions.add(
                        new Expression.And(e.span(), flattening.body(e.left()), flattening.body(e.right()), withs));
            case Expression.Or e ->
                expressions.add(
                        new Expression.Or(e.span(), flattening.body(e.left()), flattening.body(e.right()), withs));
            case Expression.Some _, Expression.SomeIn _ ->
                throw new AssertionError("BUG: declarations are resolved before types");
        }
        withs = List.of();
    }

    /// Plain `not` has the types of what it negates.
    private void negated(Expression.Not not) {
        for (Expression inner : not.body().expressions()) {
            if (inner instanceof Expression.Holds holds) {
                List<Expression.With> outer = withs;
                withs = joined(outer, replacements(inner));
                holds(not.span(), holds.term());
                withs = outer;
            } else {
                add(inner);
            }
        }
    }

    private static List<Expression.With> joined(List<Expression.With> first, List<Expression.With> second) {
        List<Expression.With> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }

    private List<Expression.With> replacements(Expression expression) {
        List<Expression.With> flat = new ArrayList<>();
        for (Expression.With with : expression.withs()) {
            Term value = flattening.isNamed(with) ? with.value() : head(with.value());
            flat.add(new Expression.With(with.span(), with.target(), value));
        }
        return flat;
    }

    private void holds(Span span, Term term) {
        if (term instanceof Term.Call call) {
            call(span, call.operator(), new Expansion(this).arguments(call));
        } else {
            Term flat = new Extraction(this).inPlace(new Expansion(this).term(term));
            expressions.add(new Expression.Holds(span, flat, withs));
        }
    }

    private void every(Expression.Every every) {
        Term.Var domain = flattening.naming().fresh(every.domain().span());
        unify(every.domain().span(), domain, new Expansion(this).term(every.domain()));
        expressions.add(new Expression.Every(
                every.span(), every.key(), every.value(), domain, flattening.body(every.body()), withs));
    }

    /// Adds a call whose arguments hold no calls any more.
    void call(Span span, Term.Ref operator, List<Term> arguments) {
        boolean unification = isUnification(operator) && arguments.size() == 2;
        Extraction extraction = new Extraction(this);
        List<Term> flat = new ArrayList<>();
        for (Term argument : arguments) {
            flat.add(unification ? extraction.inPlace(argument) : extraction.outside(argument));
        }
        Term.Ref name = unification ? equation(operator.span()) : operator;
        expressions.add(new Expression.Holds(span, new Term.Call(span, name, flat), withs));
    }

    private boolean isUnification(Term.Ref operator) {
        return operator.path().isEmpty()
                && operator.head() instanceof Term.Var(Span _, String name)
                && (name.equals("eq") || name.equals("assign") || (name.equals("equal") && flattening.unifyEquals()));
    }

    private static Term.Ref equation(Span span) {
        return new Term.Ref(span, new Term.Var(span, "eq"), List.of());
    }

    void unify(Span span, Term left, Term right) {
        call(span, equation(span), List.of(left, right));
    }

    /// A variable for a term that was brought into the flat form as far as it can be.
    Term.Var bind(Term term) {
        Term.Var variable = fresh(term.span());
        Term.Call equation = new Term.Call(term.span(), equation(term.span()), List.of(variable, term));
        expressions.add(new Expression.Holds(term.span(), equation, withs));
        return variable;
    }

    Term.Var fresh(Span span) {
        return flattening.naming().fresh(span);
    }

    void showAs(Term.Var variable, Term subject) {
        flattening.naming().showAs(variable, subject);
    }

    FlatBody nested(Body body) {
        FlatBody nested = new FlatBody(flattening);
        body.expressions().forEach(nested::add);
        return nested;
    }

    /// A term of a head, or a replacement: what has to be evaluated is unified with a variable.
    Term head(Term term) {
        Term expanded = new Expansion(this).term(term);
        return Extraction.isDynamic(expanded) ? unified(expanded) : expanded;
    }

    /// A variable unified with the term.
    Term captured(Term term) {
        return unified(new Expansion(this).term(term));
    }

    private Term.Var unified(Term expanded) {
        Term.Var variable = fresh(expanded.span());
        unify(expanded.span(), variable, expanded);
        return variable;
    }
}
