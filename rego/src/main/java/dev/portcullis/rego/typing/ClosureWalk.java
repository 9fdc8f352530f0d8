package dev.portcullis.rego.typing;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import java.util.List;

/// Checks the comprehensions of an expression, those in nested bodies included.
final class ClosureWalk {
    private final Inference inference;
    private final Environment environment;
    /// Of several faulty comprehensions OPA reports the last.
    private List<Finding> findings = List.of();

    ClosureWalk(Inference inference, Environment environment) {
        this.inference = inference;
        this.environment = environment;
    }

    List<Finding> findings(Expression expression) {
        expression(expression);
        return findings;
    }

    private void expression(Expression expression) {
        switch (expression) {
            case Expression.Holds e -> term(e.term());
            case Expression.Not e -> body(e.body());
            case Expression.Every e -> {
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
            case Expression.Some _, Expression.SomeIn _ -> {}
        }
        expression.withs().forEach(with -> term(with.value()));
    }

    private void body(Body body) {
        body.expressions().forEach(this::expression);
    }

    private void term(Term term) {
        switch (term) {
            case Term.Scalar _, Term.Var _, Term.Template _ -> {}
            case Term.Ref r -> {
                term(r.head());
                r.path().forEach(this::term);
            }
            case Term.ArrayLiteral a -> a.elements().forEach(this::term);
            case Term.SetLiteral s -> s.elements().forEach(this::term);
            case Term.ObjectLiteral o ->
                o.entries().forEach(e -> {
                    term(e.key());
                    term(e.value());
                });
            case Term.ArrayComprehension c -> closure(c, c.body());
            case Term.SetComprehension c -> closure(c, c.body());
            case Term.ObjectComprehension c -> closure(c, c.body());
            case Term.Call c -> c.arguments().forEach(this::term);
        }
    }

    private void closure(Term comprehension, Body body) {
        BodyCheck.Checked checked = inference.closure(environment, comprehension, body);
        if (checked.failed()) {
            findings = checked.findings();
        }
    }
}
