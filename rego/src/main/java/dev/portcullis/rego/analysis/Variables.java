package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import java.util.ArrayList;
import java.util.List;

/// Collects variables of terms and expressions: `data`, `input` and called names left out.
public final class Variables {
    private final boolean closures;
    private final List<Term.Var> found = new ArrayList<>();

    private Variables(boolean closures) {
        this.closures = closures;
    }

    /// The name of a variable as the author wrote it; a wildcard is `_`.
    public static String written(Term.Var variable) {
        return Scope.written(variable);
    }

    /// The variables of a term in order of appearance, those inside comprehensions left out.
    public static List<Term.Var> of(Term term) {
        Variables variables = new Variables(false);
        variables.visit(term);
        return variables.found;
    }

    /// All variables of an expression, those of nested bodies included.
    public static List<Term.Var> within(Expression expression) {
        Variables variables = new Variables(true);
        variables.visit(expression);
        return variables.found;
    }

    /// All variables of a term, those of nested bodies included.
    public static List<Term.Var> within(Term term) {
        Variables variables = new Variables(true);
        variables.visit(term);
        return variables.found;
    }

    private void visit(Term term) {
        switch (term) {
            case Term.Scalar _ -> {}
            case Term.Var v -> {
                if (!v.name().equals(Documents.DATA) && !v.name().equals(Documents.INPUT)) {
                    found.add(v);
                }
            }
            case Term.Ref r -> {
                visit(r.head());
                r.path().forEach(this::visit);
            }
            case Term.ArrayLiteral a -> a.elements().forEach(this::visit);
            case Term.SetLiteral s -> s.elements().forEach(this::visit);
            case Term.ObjectLiteral o ->
                o.entries().forEach(e -> {
                    visit(e.key());
                    visit(e.value());
                });
            case Term.ArrayComprehension c -> closure(c.body(), c.element());
            case Term.SetComprehension c -> closure(c.body(), c.element());
            case Term.ObjectComprehension c -> closure(c.body(), c.key(), c.value());
            case Term.Call c -> c.arguments().forEach(this::visit);
            case Term.Template t -> t.parts().forEach(this::visit);
        }
    }

    private void closure(Body body, Term... heads) {
        if (closures) {
            for (Term head : heads) {
                visit(head);
            }
            visit(body);
        }
    }

    private void visit(Body body) {
        body.expressions().forEach(this::visit);
    }

    private void visit(Expression expression) {
        switch (expression) {
            case Expression.Holds e -> visit(e.term());
            case Expression.Not e -> visit(e.body());
            case Expression.Some e -> found.addAll(e.names());
            case Expression.SomeIn e -> {
                if (e.key() != null) {
                    visit(e.key());
                }
                visit(e.value());
                visit(e.collection());
            }
            case Expression.Every e -> {
                visit(e.domain());
                if (e.key() != null) {
                    visit(e.key());
                }
                visit(e.value());
                visit(e.body());
            }
            case Expression.And e -> {
                visit(e.left());
                visit(e.right());
            }
            case Expression.Or e -> {
                visit(e.left());
                visit(e.right());
            }
        }
        expression.withs().forEach(with -> {
            visit(with.target());
            visit(with.value());
        });
    }
}
