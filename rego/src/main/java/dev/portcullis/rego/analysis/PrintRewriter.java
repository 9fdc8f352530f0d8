package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;

/// Makes `print(a, b)` a call of `internal.print` with a set for each argument, which is empty when the argument is
/// undefined: printing never fails.
final class PrintRewriter {
    private static final String PRINT = "print";
    /// Only visible in the set it belongs to.
    private static final String ELEMENT = "$#printed";

    private PrintRewriter() {}

    /// The body with its own calls of `print` rewritten, those of bodies inside left alone.
    static Body rewrite(Body body) {
        List<Expression> expressions = new ArrayList<>();
        body.expressions().forEach(e -> expressions.add(rewrite(e)));
        return new Body(expressions, body.braced());
    }

    private static Expression rewrite(Expression expression) {
        return expression instanceof Expression.Holds holds
                        && holds.term() instanceof Term.Call call
                        && Names.isCalled(call, PRINT)
                ? new Expression.Holds(holds.span(), rewrite(call), holds.withs())
                : expression;
    }

    private static Term.Call rewrite(Term.Call call) {
        Span span = call.span();
        List<Term> sets = new ArrayList<>();
        for (Term argument : call.arguments()) {
            Term.Var element = new Term.Var(argument.span(), ELEMENT + sets.size());
            Term.Ref eq = new Term.Ref(argument.span(), new Term.Var(argument.span(), "eq"), List.of());
            Term.Call unified = new Term.Call(argument.span(), eq, List.of(element, argument));
            sets.add(new Term.SetComprehension(
                    argument.span(), element, Body.of(new Expression.Holds(argument.span(), unified, List.of()))));
        }
        Term.Ref internal = new Term.Ref(
                span, new Term.Var(span, "internal"), List.of(new Term.Scalar(span, RegoString.of(PRINT))));
        return new Term.Call(span, internal, List.of(new Term.ArrayLiteral(span, sets)));
    }
}
