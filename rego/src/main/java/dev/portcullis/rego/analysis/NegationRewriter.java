package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Gives plain `not` its meaning in OPA: arguments of a negated call are evaluated *outside* of the negation, so
/// `not startswith(input.x, "a")` has no value when `input.x` is undefined. Only the sides of `==` and a negated ref
/// itself stay inside. The composite `not` (future keyword) negates all of its body and is left alone.
public final class NegationRewriter {
    private static final Set<String> EQUALITIES = Set.of("equal", "eq");

    private int generated;

    /// The modules with arguments of negated calls pulled out.
    public List<Module> rewrite(List<Module> modules) {
        List<Module> rewritten = new ArrayList<>();
        for (Module module : modules) {
            rewritten.add(
                    module.withRules(module.rules().stream().map(this::rule).toList()));
        }
        return rewritten;
    }

    private Rule rule(Rule rule) {
        Rule otherwise = rule.otherwise() == null ? null : rule(rule.otherwise());
        return BodyMap.rule(rule, otherwise, this::pullOut);
    }

    /// A body with arguments of negated calls pulled out, nested bodies included.
    public Body body(Body body) {
        return BodyMap.body(body, this::pullOut);
    }

    private Body pullOut(Body body) {
        List<Expression> expressions = new ArrayList<>();
        for (Expression expression : body.expressions()) {
            if (expression instanceof Expression.Not not && !not.composite()) {
                pull(not, expressions);
            } else {
                expressions.add(expression);
            }
        }
        return new Body(expressions);
    }

    private void pull(Expression.Not not, List<Expression> expressions) {
        if (!(not.body().expressions().size() == 1
                && not.body().expressions().getFirst() instanceof Expression.Holds negated)) {
            expressions.add(not);
            return;
        }
        Hoist hoist = new Hoist(not, expressions);
        Term kept = switch (negated.term()) {
            case Term.Call call when isEquality(call) -> hoist.arguments(call, true);
            case Term.Call call -> hoist.arguments(call, false);
            case Term.Ref ref -> hoist.path(ref);
            case Term other -> hoist.inside(other);
        };
        Expression inner = new Expression.Holds(negated.span(), kept, negated.withs());
        expressions.add(new Expression.Not(not.span(), Body.of(inner), false, not.withs()));
    }

    private static boolean isEquality(Term.Call call) {
        return call.operator().path().isEmpty()
                && call.operator().head() instanceof Term.Var name
                && EQUALITIES.contains(name.name());
    }

    /// Puts what it pulls out of one negation before it.
    private final class Hoist {
        private final Expression.Not not;
        private final List<Expression> before;

        Hoist(Expression.Not not, List<Expression> before) {
            this.not = not;
            this.before = before;
        }

        Term arguments(Term.Call call, boolean keepRefs) {
            List<Term> arguments = new ArrayList<>();
            for (Term argument : call.arguments()) {
                arguments.add(keepRefs && argument instanceof Term.Ref ref ? path(ref) : outside(argument));
            }
            return new Term.Call(call.span(), call.operator(), arguments);
        }

        Term path(Term.Ref ref) {
            return new Term.Ref(
                    ref.span(),
                    inside(ref.head()),
                    ref.path().stream().map(this::outside).toList());
        }

        /// A composite keeps its shape; what it contains is pulled out.
        Term inside(Term term) {
            return switch (term) {
                case Term.ArrayLiteral a -> new Term.ArrayLiteral(a.span(), outside(a.elements()));
                case Term.SetLiteral s -> new Term.SetLiteral(s.span(), outside(s.elements()));
                case Term.ObjectLiteral o ->
                    new Term.ObjectLiteral(
                            o.span(),
                            o.entries().stream()
                                    .map(e -> new Term.Entry(outside(e.key()), outside(e.value())))
                                    .toList());
                case Term.Scalar s -> s;
                case Term.Var v -> v;
                case Term.Ref r -> path(r);
                case Term.Call c -> outside(c);
                case Term.ArrayComprehension c -> c;
                case Term.SetComprehension c -> c;
                case Term.ObjectComprehension c -> c;
                case Term.Template t -> t;
            };
        }

        private List<Term> outside(List<Term> terms) {
            return terms.stream().map(this::outside).toList();
        }

        private Term outside(Term term) {
            if (!(term instanceof Term.Ref || term instanceof Term.Call)) {
                return inside(term);
            }
            if (term instanceof Term.Ref ref && ref.path().isEmpty()) {
                return term;
            }
            Span span = term.span();
            Term.Var variable = new Term.Var(span, "$!" + generated++);
            Term.Ref eq = new Term.Ref(span, new Term.Var(span, "eq"), List.of());
            before.add(new Expression.Holds(span, new Term.Call(span, eq, List.of(variable, term)), not.withs()));
            return variable;
        }
    }
}
