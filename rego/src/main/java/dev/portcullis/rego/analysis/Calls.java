package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import java.util.List;
import java.util.function.Consumer;

/// Visits every call of a tree.
final class Calls {
    private final Consumer<Term.Call> visitor;

    private Calls(Consumer<Term.Call> visitor) {
        this.visitor = visitor;
    }

    static void forEach(Module module, Consumer<Term.Call> visitor) {
        Calls calls = new Calls(visitor);
        module.rules().forEach(calls::rule);
    }

    static void forEach(Body body, Consumer<Term.Call> visitor) {
        new Calls(visitor).body(body);
    }

    private void rule(Rule rule) {
        Rule.Head head = rule.head();
        terms(head.ref().path());
        if (head.key() != null) {
            term(head.key());
        }
        if (head.value() != null) {
            term(head.value());
        }
        body(rule.body());
        if (rule.otherwise() != null) {
            rule(rule.otherwise());
        }
    }

    private void body(Body body) {
        for (Expression expression : body.expressions()) {
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
                case Expression.SomeIn e -> term(e.collection());
                case Expression.Some _ -> {}
            }
            expression.withs().forEach(with -> term(with.value()));
        }
    }

    private void terms(List<Term> terms) {
        terms.forEach(this::term);
    }

    private void term(Term term) {
        switch (term) {
            case Term.Scalar _, Term.Var _ -> {}
            case Term.Ref r -> {
                term(r.head());
                terms(r.path());
            }
            case Term.ArrayLiteral a -> terms(a.elements());
            case Term.SetLiteral s -> terms(s.elements());
            case Term.ObjectLiteral o ->
                o.entries().forEach(e -> {
                    term(e.key());
                    term(e.value());
                });
            case Term.ArrayComprehension c -> {
                term(c.element());
                body(c.body());
            }
            case Term.SetComprehension c -> {
                term(c.element());
                body(c.body());
            }
            case Term.ObjectComprehension c -> {
                term(c.key());
                term(c.value());
                body(c.body());
            }
            case Term.Call c -> {
                visitor.accept(c);
                terms(c.arguments());
            }
            case Term.Template t -> terms(t.parts());
        }
    }
}
