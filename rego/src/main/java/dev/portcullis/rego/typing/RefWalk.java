package dev.portcullis.rego.typing;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import java.util.ArrayList;
import java.util.List;

/// Checks the refs of an expression, those in nested bodies included, comprehensions left out.
final class RefWalk {
    private final RefCheck check;
    private final List<Finding> findings = new ArrayList<>();

    RefWalk(Inference inference, Environment environment, Naming naming) {
        this.check = new RefCheck(inference, environment, naming);
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
    }

    private void body(Body body) {
        body.expressions().forEach(this::expression);
    }

    private void term(Term term) {
        switch (term) {
            case Term.Scalar _, Term.Var _, Term.Template _ -> {}
            case Term.ArrayComprehension _, Term.SetComprehension _, Term.ObjectComprehension _ -> {}
            case Term.Ref r -> ref(r);
            case Term.ArrayLiteral a -> a.elements().forEach(this::term);
            case Term.SetLiteral s -> s.elements().forEach(this::term);
            case Term.ObjectLiteral o ->
                o.entries().forEach(e -> {
                    term(e.key());
                    term(e.value());
                });
            case Term.Call c -> c.arguments().forEach(this::term);
        }
    }

    private void ref(Term.Ref ref) {
        Finding finding = check.check(ref);
        if (finding != null) {
            findings.add(finding);
        }
        ref.path().forEach(this::term);
    }
}
