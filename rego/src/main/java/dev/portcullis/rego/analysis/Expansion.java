package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;

/// Brings rules into the flat form in which safety and recursion are judged: every call inside of a term becomes an
/// expression of its own before the one it stands in, with a made-up variable for its result, and what heads and
/// comprehensions compute becomes part of their bodies. Only for judging: what is planned keeps its shape.
final class Expansion {
    private int generated;

    private final FunctionCheck functions;

    private Expansion(FunctionCheck functions) {
        this.functions = functions;
    }

    /// The rule in flat form, its `else` branches included.
    static Rule of(Rule rule, FunctionCheck functions) {
        return new Expansion(functions).rule(rule);
    }

    /// The body in flat form.
    static Body of(Body body, FunctionCheck functions) {
        return new Expansion(functions).flat(body);
    }

    private Rule rule(Rule rule) {
        Rule.Head head = rule.head();
        List<Expression> before = new ArrayList<>();
        List<Term> path = new ArrayList<>();
        head.ref().path().forEach(part -> path.add(headPart(part, before)));
        List<Expression> support = new ArrayList<>();
        List<Term> arguments = head.arguments() == null ? null : expand(head.arguments(), support);
        Term key = head.key() == null ? null : computed(expand(head.key(), support), support);
        Term value = head.value() == null ? null : computed(expand(head.value(), support), support);
        List<Expression> expressions = new ArrayList<>(body(rule.body()));
        before.forEach(e -> expressions.addAll(expression(e)));
        expressions.addAll(support);
        Term.Ref ref = new Term.Ref(head.ref().span(), head.ref().head(), path);
        Rule.Head flat = new Rule.Head(head.span(), ref, arguments, key, value, head.assigned());
        Rule otherwise = rule.otherwise() == null ? null : rule(rule.otherwise());
        return new Rule(rule.span(), flat, new Body(expressions), otherwise, rule.isDefault());
    }

    private Term headPart(Term part, List<Expression> before) {
        return part instanceof Term.Var || part instanceof Term.Scalar ? part : named(part, before);
    }

    /// A variable for the value of a term, which goes before.
    private Term.Var named(Term term, List<Expression> before) {
        Term.Var variable = fresh(term.span());
        before.add(unified(variable, term));
        return variable;
    }

    private Term computed(Term term, List<Expression> support) {
        return needsEvaluation(term) ? named(term, support) : term;
    }

    private static boolean needsEvaluation(Term term) {
        boolean[] found = new boolean[1];
        new TreeWalk() {
            @Override
            void term(Term inner) {
                found[0] |= inner instanceof Term.Ref || Names.isComprehension(inner);
                super.term(inner);
            }
        }.term(term);
        return found[0];
    }

    private Expression.Holds unified(Term left, Term right) {
        Span span = right.span();
        Term.Ref eq = new Term.Ref(span, new Term.Var(span, "eq"), List.of());
        return new Expression.Holds(span, new Term.Call(span, eq, List.of(left, right)), List.of());
    }

    private Term.Var fresh(Span span) {
        return new Term.Var(span, "$#x" + generated++);
    }

    private List<Expression> body(Body body) {
        List<Expression> expressions = new ArrayList<>();
        body.expressions().forEach(e -> expressions.addAll(expression(e)));
        return expressions;
    }

    private Body flat(Body body) {
        return new Body(body(body), body.braced());
    }

    private List<Expression> expression(Expression expression) {
        List<Expression> out = new ArrayList<>();
        List<Expression.With> withs = new ArrayList<>();
        expression.withs().forEach(with -> withs.add(with(with, out)));
        switch (expression) {
            case Expression.Holds e -> out.add(new Expression.Holds(e.span(), holds(e.term(), withs, out), withs));
            case Expression.Every e -> every(e, withs, out);
            case Expression.Not e when !e.composite() -> negated(e, withs, out);
            case Expression.Not e -> out.add(new Expression.Not(e.span(), flat(e.body()), true, withs));
            case Expression.And e -> out.add(new Expression.And(e.span(), flat(e.left()), flat(e.right()), withs));
            case Expression.Or e -> out.add(new Expression.Or(e.span(), flat(e.left()), flat(e.right()), withs));
            case Expression.Some _, Expression.SomeIn _ ->
                throw new AssertionError("BUG: declarations are resolved before expansion");
        }
        return out;
    }

    /// A replacement is evaluated before, unless it is meant as a function.
    private Expression.With with(Expression.With with, List<Expression> out) {
        Term value = expand(with.value(), out);
        if (value instanceof Term.Var variable && functions.isFunction(variable)) {
            value = new Term.Ref(variable.span(), variable, List.of());
        }
        boolean evaluated = needsEvaluation(value) && !functions.isReplacement(with.target(), value);
        return new Expression.With(with.span(), with.target(), evaluated ? named(value, out) : value);
    }

    private Term holds(Term term, List<Expression.With> withs, List<Expression> out) {
        List<Expression> support = new ArrayList<>();
        Term expanded = term instanceof Term.Call call ? call(call, support) : expand(term, support);
        support.forEach(e -> out.add(during(e, withs)));
        return expanded;
    }

    private static Expression during(Expression expression, List<Expression.With> withs) {
        return expression instanceof Expression.Holds e && !withs.isEmpty()
                ? new Expression.Holds(e.span(), e.term(), withs)
                : expression;
    }

    private void every(Expression.Every every, List<Expression.With> withs, List<Expression> out) {
        List<Expression> support = new ArrayList<>();
        Term.Var domain = named(expand(every.domain(), support), support);
        support.forEach(e -> out.add(during(e, withs)));
        out.add(new Expression.Every(every.span(), every.key(), every.value(), domain, flat(every.body()), withs));
    }

    /// What a plain `not` negates keeps one expression; its calls are evaluated before.
    private void negated(Expression.Not not, List<Expression.With> withs, List<Expression> out) {
        List<Expression> inside = new ArrayList<>();
        for (Expression inner : not.body().expressions()) {
            List<Expression> expanded = expression(inner);
            expanded.subList(0, expanded.size() - 1).forEach(e -> out.add(during(e, withs)));
            inside.add(expanded.getLast());
        }
        out.add(new Expression.Not(not.span(), new Body(inside), false, withs));
    }

    private Term.Call call(Term.Call call, List<Expression> support) {
        if (Names.isCalled(call, "print")) {
            List<Term> parts = new ArrayList<>();
            call.arguments().forEach(a -> parts.add(captured(a)));
            return new Term.Call(call.span(), call.operator(), List.of(new Term.ArrayLiteral(call.span(), parts)));
        }
        return new Term.Call(call.span(), call.operator(), expand(call.arguments(), support));
    }

    /// `{x | x = term}`: has a value even where the term has none.
    private Term captured(Term term) {
        Term.Var variable = fresh(term.span());
        return new Term.SetComprehension(term.span(), variable, new Body(expression(unified(variable, term))));
    }

    private List<Term> expand(List<Term> terms, List<Expression> support) {
        List<Term> expanded = new ArrayList<>(terms.size());
        terms.forEach(t -> expanded.add(expand(t, support)));
        return expanded;
    }

    private Term expand(Term term, List<Expression> support) {
        return switch (term) {
            case Term.Scalar s -> s;
            case Term.Var v -> v;
            case Term.Ref r -> ref(r, support);
            case Term.ArrayLiteral a -> new Term.ArrayLiteral(a.span(), expand(a.elements(), support));
            case Term.SetLiteral s -> new Term.SetLiteral(s.span(), expand(s.elements(), support));
            case Term.ObjectLiteral o -> {
                List<Term.Entry> entries = new ArrayList<>();
                o.entries().forEach(e -> {
                    Term key = expand(e.key(), support);
                    entries.add(new Term.Entry(key, expand(e.value(), support)));
                });
                yield new Term.ObjectLiteral(o.span(), entries);
            }
            case Term.ArrayComprehension c -> {
                List<Expression> body = body(c.body());
                Term element = computed(expand(c.element(), body), body);
                yield new Term.ArrayComprehension(c.span(), element, new Body(body));
            }
            case Term.SetComprehension c -> {
                List<Expression> body = body(c.body());
                Term element = computed(expand(c.element(), body), body);
                yield new Term.SetComprehension(c.span(), element, new Body(body));
            }
            case Term.ObjectComprehension c -> {
                List<Expression> body = body(c.body());
                Term key = computed(expand(c.key(), body), body);
                Term value = computed(expand(c.value(), body), body);
                yield new Term.ObjectComprehension(c.span(), key, value, new Body(body));
            }
            case Term.Call c -> result(call(c, support), support);
            case Term.Template t -> result(template(t), support);
        };
    }

    /// The variable that stands for a call, which goes before.
    private Term.Var result(Term.Call call, List<Expression> support) {
        Term.Var variable = fresh(call.span());
        List<Term> arguments = new ArrayList<>(call.arguments());
        arguments.add(variable);
        Term.Call capturing = new Term.Call(call.span(), call.operator(), arguments);
        support.add(new Expression.Holds(call.span(), capturing, List.of()));
        return variable;
    }

    private Term.Call template(Term.Template template) {
        Span span = template.span();
        List<Term> parts = new ArrayList<>();
        for (Term part : template.parts()) {
            boolean text = part instanceof Term.Scalar(var _, RegoString _);
            parts.add(text ? part : templatePart(part));
        }
        Term.Ref name = new Term.Ref(
                span, new Term.Var(span, "internal"), List.of(new Term.Scalar(span, RegoString.of("template_string"))));
        return new Term.Call(span, name, List.of(new Term.ArrayLiteral(span, parts)));
    }

    /// OPA knows no place of a call that is a part of a template.
    private Term templatePart(Term part) {
        return switch (part) {
            case Term.Var v -> new Term.SetLiteral(v.span(), List.of(v));
            case Term.Call c -> captured(new Term.Call(Span.NONE, c.operator(), c.arguments()));
            default -> captured(part);
        };
    }

    private Term ref(Term.Ref ref, List<Expression> support) {
        Term head = expand(ref.head(), support);
        List<Term> path = expand(ref.path(), support);
        boolean looked = head instanceof Term.Var || head instanceof Term.Ref;
        return new Term.Ref(ref.span(), looked ? head : named(head, support), path);
    }
}
