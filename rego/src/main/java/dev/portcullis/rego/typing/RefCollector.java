package dev.portcullis.rego.typing;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import java.util.function.Consumer;

/// Visits every ref of a flat rule, called names and targets of `with` included.
final class RefCollector {
    private final Consumer<Term.Ref> visitor;

    private RefCollector(Consumer<Term.Ref> visitor) {
        this.visitor = visitor;
    }

    static void of(Rule rule, Consumer<Term.Ref> visitor) {
        RefCollector collector = new RefCollector(visitor);
        collector.body(rule.body());
    }

    private void body(Body body) {
        for (Expression expression : body.expressions()) {
            switch (expression) {
                case Expression.Holds e -> term(e.term());
                case Expression.Not e -> body(e.body());
                case Expression.Every e -> body(e.body());
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
            expression.withs().forEach(with -> {
                term(with.target());
                term(with.value());
            });
        }
    }

    private void term(Term term) {
        switch (term) {
            case Term.Scalar _, Term.Var _, Term.Template _ -> {}
            case Term.Ref r -> {
                visitor.accept(r);
                r.path().forEach(this::term);
            }
            case Term.ArrayLiteral a -> a.elements().forEach(this::term);
            case Term.SetLiteral s -> s.elements().forEach(this::term);
            case Term.ObjectLiteral o ->
                o.entries().forEach(e -> {
                    term(e.key());
                    term(e.value());
                });
            case Term.ArrayComprehension c -> body(c.body());
            case Term.SetComprehension c -> body(c.body());
            case Term.ObjectComprehension c -> body(c.body());
            case Term.Call c -> {
                term(c.operator());
                c.arguments().forEach(this::term);
            }
        }
    }
}
