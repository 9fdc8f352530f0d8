package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Rebuilds trees with every body or every call replaced, innermost first.
final class BodyMap {
    private final UnaryOperator<Body> replace;
    private final UnaryOperator<Term> replaceCall;

    private BodyMap(UnaryOperator<Body> replace, UnaryOperator<Term> replaceCall) {
        this.replace = replace;
        this.replaceCall = replaceCall;
    }

    /// The rule with every body in it replaced.
    static Rule rule(Rule rule, @Nullable Rule otherwise, UnaryOperator<Body> replace) {
        return new BodyMap(replace, UnaryOperator.identity()).rule(rule, otherwise);
    }

    /// The rule with every call in body, key and value replaced.
    static Rule calls(Rule rule, @Nullable Rule otherwise, UnaryOperator<Term> replace) {
        return new BodyMap(UnaryOperator.identity(), replace).rule(rule, otherwise);
    }

    private Rule rule(Rule rule, @Nullable Rule otherwise) {
        Rule.Head head = rule.head();
        Term key = head.key() == null ? null : term(head.key());
        Term value = head.value() == null ? null : term(head.value());
        Rule.Head mapped = new Rule.Head(head.span(), head.ref(), head.arguments(), key, value, head.assigned());
        return new Rule(rule.span(), mapped, body(rule.body()), otherwise, rule.isDefault());
    }

    /// The body with every body in it, and itself, replaced.
    static Body body(Body body, UnaryOperator<Body> replace) {
        return new BodyMap(replace, UnaryOperator.identity()).body(body);
    }

    private Body body(Body body) {
        List<Expression> expressions = new ArrayList<>();
        body.expressions().forEach(e -> expressions.add(expression(e)));
        return replace.apply(new Body(expressions, body.braced()));
    }

    private Expression expression(Expression expression) {
        List<Expression.With> withs = expression.withs().stream()
                .map(w -> new Expression.With(w.span(), w.target(), term(w.value())))
                .toList();
        return switch (expression) {
            case Expression.Holds e -> new Expression.Holds(e.span(), term(e.term()), withs);
            case Expression.Not e -> new Expression.Not(e.span(), body(e.body()), e.composite(), withs);
            case Expression.Some e -> e;
            case Expression.SomeIn e ->
                new Expression.SomeIn(e.span(), e.key(), e.value(), term(e.collection()), withs);
            case Expression.Every e ->
                new Expression.Every(e.span(), e.key(), e.value(), term(e.domain()), body(e.body()), withs);
            case Expression.And e -> new Expression.And(e.span(), body(e.left()), body(e.right()), withs);
            case Expression.Or e -> new Expression.Or(e.span(), body(e.left()), body(e.right()), withs);
        };
    }

    private List<Term> terms(List<Term> terms) {
        return terms.stream().map(this::term).toList();
    }

    private Term term(Term term) {
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
            case Term.ArrayComprehension c -> new Term.ArrayComprehension(c.span(), term(c.element()), body(c.body()));
            case Term.SetComprehension c -> new Term.SetComprehension(c.span(), term(c.element()), body(c.body()));
            case Term.ObjectComprehension c ->
                new Term.ObjectComprehension(c.span(), term(c.key()), term(c.value()), body(c.body()));
            case Term.Call c -> replaceCall.apply(new Term.Call(c.span(), c.operator(), terms(c.arguments())));
            case Term.Template t -> new Term.Template(t.span(), terms(t.parts()));
        };
    }
}
