package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoBoolean;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rules without a body, which read as queries: `p = 1`, `p[x] = y`, `f(x) := y`, `p.q.r`, and `p[x]` of v0.
final class QueryRules {
    /// A rule, or why the query is none.
    sealed interface Reading {
        record AsRule(ParsedRule rule) implements Reading {}

        record Refused(String message) implements Reading {}
    }

    private final Set<String> builtins;

    QueryRules(Set<String> builtins) {
        this.builtins = builtins;
    }

    Reading read(Body query) {
        if (query.expressions().size() != 1) {
            return refused("multiple expressions cannot be used for rule head");
        }
        Expression expression = query.expressions().getFirst();
        if (!expression.withs().isEmpty()) {
            return refused("expressions using with keyword cannot be used for rule head");
        }
        return switch (expression) {
            case Expression.Not not
            when !not.composite() -> refused("negated expressions cannot be used for rule head");
            case Expression.Some _, Expression.SomeIn _ -> refused("'some' declarations cannot be used for rule head");
            case Expression.Holds holds -> condition(holds);
            case Expression.Not _, Expression.Every _, Expression.And _, Expression.Or _ ->
                refused("expression cannot be used for rule head");
        };
    }

    private Reading condition(Expression.Holds holds) {
        return switch (holds.term()) {
            case Term.Ref ref -> ofRef(ref);
            case Term.Call call -> {
                String operator = TermText.write(call.operator());
                if (operator.equals(Operators.UNIFY) || operator.equals(Operators.ASSIGN)) {
                    yield ofEquation(holds.span(), call, operator.equals(Operators.ASSIGN));
                }
                yield builtins.contains(operator)
                                || Operators.isInfix(operator, call.arguments().size())
                        ? refused("rule name conflicts with built-in function")
                        : ofCall(call);
            }
            case Term other -> refused(TermText.kind(other) + " cannot be used for rule name");
        };
    }

    private static Reading ofRef(Term.Ref ref) {
        if (ref.path().isEmpty()) {
            return refused("refs cannot be used for rule head");
        }
        if (!(ref.head() instanceof Term.Var name)) {
            return refused("invalid rule head: " + TermText.write(ref));
        }
        if (ref.path().size() > 1) {
            return rule(ref.span(), ref, null, null, truth(ref.span()), false, true);
        }
        Term.Ref alone = new Term.Ref(name.span(), name, List.of());
        return rule(ref.span(), alone, null, ref.path().getFirst(), null, false, false);
    }

    private static Reading ofEquation(Span place, Term.Call equation, boolean assigned) {
        if (equation.arguments().size() < 2) {
            return refused("assignment requires two operands");
        }
        Term value = equation.arguments().get(1);
        return switch (equation.arguments().getFirst()) {
            case Term.Var name -> {
                Term.Ref ref = new Term.Ref(name.span(), name, List.of());
                yield rule(place, ref, null, null, value, assigned, false);
            }
            case Term.Ref ref
            when ref.head() instanceof Term.Var -> rule(place, ref, null, null, value, assigned, false);
            case Term.Ref ref -> refused("invalid rule head: " + TermText.write(ref));
            case Term.Call call
            when call.operator().head() instanceof Term.Var ->
                rule(place, call.operator(), call.arguments(), null, value, assigned, false);
            case Term other -> refused(TermText.kind(other) + " cannot be used for rule name");
        };
    }

    private static Reading ofCall(Term.Call call) {
        if (call.arguments().isEmpty()) {
            return refused("rule argument list must take at least one argument");
        }
        Term.Ref ref = call.operator();
        if (!(ref.head() instanceof Term.Var)) {
            return refused("invalid rule head: " + TermText.write(ref));
        }
        return rule(ref.span(), ref, call.arguments(), null, truth(ref.span()), false, false);
    }

    private static Reading rule(
            Span place,
            Term.Ref ref,
            @Nullable List<Term> arguments,
            @Nullable Term key,
            @Nullable Term value,
            boolean assigned,
            boolean impliedValue) {
        HeadDraft head = new HeadDraft(place, ref, arguments, key, value, assigned, impliedValue, false);
        Span body = value == null ? place : value.span();
        Rule rule = new Rule(place, head.finished(), RuleParser.impliedBody(body), null, false);
        return new Reading.AsRule(new ParsedRule(rule, true, impliedValue, false, false, null));
    }

    private static Term truth(Span place) {
        return new Term.Scalar(place, RegoBoolean.TRUE);
    }

    private static Reading refused(String message) {
        return new Reading.Refused(message);
    }
}
