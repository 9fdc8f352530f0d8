package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import java.util.List;

/// Visits every call of a tree.
final class Calls {
    private final Visitor visitor;

    private Calls(Visitor visitor) {
        this.visitor = visitor;
    }

    /// Told of each call.
    interface Visitor {
        /// @param isValue whether the call stands for its result; false for one that is an expression of a body
        void visit(Term.Call call, boolean isValue);
    }

    static void forEach(Module module, Visitor visitor) {
        Calls calls = new Calls(visitor);
        module.rules().forEach(calls::rule);
    }

    static void forEach(Body body, Visitor visitor) {
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
                case Expression.Holds e -> {
                    if (e.term() instanceof Term.Call call) {
                        visitor.visit(call, false);
                        terms(call.arguments());
                    } else {
                        term(e.term());
                    }
                }
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
                visitor.visit(c, true);
                terms(c.arguments());
            }
            case Term.Template t -> terms(t.parts());
        }
    }
}
