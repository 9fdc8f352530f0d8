package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Resolves names inside bodies and terms. A body is resolved in order: a declaration is visible from its expression
/// on.
final class BodyResolver {
    private static final String ASSIGN = "assign";

    private final Map<String, Term.Ref> globals;
    private final List<Diagnostic> diagnostics;

    BodyResolver(Map<String, Term.Ref> globals, List<Diagnostic> diagnostics) {
        this.globals = globals;
        this.diagnostics = diagnostics;
    }

    /// Resolves a body whose declarations land in `scope` itself.
    Body resolveIn(Body body, Scope scope) {
        List<Expression> expressions = new ArrayList<>();
        for (Expression expression : body.expressions()) {
            expressions.addAll(expression(expression, scope));
        }
        return new Body(expressions);
    }

    private Body nested(Body body, Scope scope) {
        return resolveIn(body, scope.nested());
    }

    private List<Expression> expression(Expression expression, Scope scope) {
        return switch (expression) {
            case Expression.Holds e -> List.of(new Expression.Holds(e.span(), holds(e.term(), scope), withs(e, scope)));
            case Expression.Not e ->
                List.of(new Expression.Not(e.span(), nested(e.body(), scope), e.composite(), withs(e, scope)));
            case Expression.Some e -> {
                e.names().forEach(name -> declare(name, scope));
                yield List.of();
            }
            case Expression.SomeIn e -> List.of(someIn(e, scope));
            case Expression.Every e -> List.of(every(e, scope));
            case Expression.And e ->
                List.of(new Expression.And(
                        e.span(), nested(e.left(), scope), nested(e.right(), scope), withs(e, scope)));
            case Expression.Or e ->
                List.of(new Expression.Or(
                        e.span(), nested(e.left(), scope), nested(e.right(), scope), withs(e, scope)));
        };
    }

    private Term holds(Term term, Scope scope) {
        if (term instanceof Term.Call call && isAssignment(call)) {
            Term right = term(call.arguments().get(1), scope);
            Term left = call.arguments().get(0);
            Variables.of(left).forEach(variable -> {
                if (!variable.isWildcard()) {
                    declare(variable, scope);
                }
            });
            return new Term.Call(call.span(), call.operator(), List.of(term(left, scope), right));
        }
        return term(term, scope);
    }

    private static boolean isAssignment(Term.Call call) {
        return call.operator().path().isEmpty()
                && call.operator().head() instanceof Term.Var name
                && name.name().equals(ASSIGN)
                && call.arguments().size() == 2;
    }

    private void declare(Term.Var name, Scope scope) {
        if (scope.isDeclaredHere(name.name())) {
            diagnostics.add(
                    Diagnostic.error(Diagnostic.Code.COMPILE, name.span(), "var " + name.name() + " declared above"));
        } else {
            scope.declare(name.name());
        }
    }

    /// `some k, v in c` means `v = c[k]`, with the names of `k` and `v` declared.
    private Expression someIn(Expression.SomeIn e, Scope scope) {
        Term collection = term(e.collection(), scope);
        String unnamed = e.key() == null ? scope.fresh() : "";
        List<Term> patterns = e.key() == null ? List.of(e.value()) : List.of(e.key(), e.value());
        for (Term pattern : patterns) {
            for (Term.Var variable : Variables.of(pattern)) {
                if (!variable.isWildcard() && !scope.isDeclaredHere(variable.name())) {
                    scope.declare(variable.name());
                }
            }
        }
        Term key = e.key() == null ? new Term.Var(e.span(), unnamed) : term(e.key(), scope);
        Term element = extended(collection, key);
        Term unified = new Term.Call(e.span(), operator(e.span(), "eq"), List.of(term(e.value(), scope), element));
        return new Expression.Holds(e.span(), unified, withs(e, scope));
    }

    private Expression every(Expression.Every e, Scope scope) {
        Term domain = term(e.domain(), scope);
        Scope inner = scope.nested();
        Term.Var key = e.key() == null ? null : declared(e.key(), inner);
        Term.Var value = declared(e.value(), inner);
        return new Expression.Every(e.span(), key, value, domain, nested(e.body(), inner), withs(e, scope));
    }

    private static Term.Var declared(Term.Var variable, Scope scope) {
        return new Term.Var(variable.span(), scope.declare(variable.name()));
    }

    private List<Expression.With> withs(Expression expression, Scope scope) {
        List<Expression.With> withs = new ArrayList<>();
        for (Expression.With with : expression.withs()) {
            Term target = term(with.target(), scope);
            withs.add(new Expression.With(
                    with.span(),
                    target instanceof Term.Ref ref ? ref : new Term.Ref(target.span(), target, List.of()),
                    term(with.value(), scope)));
        }
        return withs;
    }

    /// The term with all names resolved.
    Term term(Term term, Scope scope) {
        return switch (term) {
            case Term.Scalar s -> s;
            case Term.Var v -> variable(v, scope);
            case Term.Ref r -> extended(r.span(), term(r.head(), scope), terms(r.path(), scope));
            case Term.ArrayLiteral a -> new Term.ArrayLiteral(a.span(), terms(a.elements(), scope));
            case Term.SetLiteral s -> new Term.SetLiteral(s.span(), terms(s.elements(), scope));
            case Term.ObjectLiteral o -> {
                List<Term.Entry> entries = new ArrayList<>();
                o.entries().forEach(e -> entries.add(new Term.Entry(term(e.key(), scope), term(e.value(), scope))));
                yield new Term.ObjectLiteral(o.span(), entries);
            }
            case Term.ArrayComprehension c -> {
                Scope inner = scope.nested();
                Body body = resolveIn(c.body(), inner);
                yield new Term.ArrayComprehension(c.span(), term(c.element(), inner), body);
            }
            case Term.SetComprehension c -> {
                Scope inner = scope.nested();
                Body body = resolveIn(c.body(), inner);
                yield new Term.SetComprehension(c.span(), term(c.element(), inner), body);
            }
            case Term.ObjectComprehension c -> {
                Scope inner = scope.nested();
                Body body = resolveIn(c.body(), inner);
                yield new Term.ObjectComprehension(c.span(), term(c.key(), inner), term(c.value(), inner), body);
            }
            case Term.Call c -> new Term.Call(c.span(), callee(c.operator(), scope), terms(c.arguments(), scope));
            case Term.Template t -> new Term.Template(t.span(), terms(t.parts(), scope));
        };
    }

    private List<Term> terms(List<Term> terms, Scope scope) {
        List<Term> resolved = new ArrayList<>(terms.size());
        terms.forEach(t -> resolved.add(term(t, scope)));
        return resolved;
    }

    private Term variable(Term.Var variable, Scope scope) {
        String local = scope.find(variable.name());
        if (local != null) {
            return new Term.Var(variable.span(), local);
        }
        Term.Ref global = globals.get(variable.name());
        return global == null ? documentRoot(variable) : new Term.Ref(variable.span(), global.head(), global.path());
    }

    /// `input` and `data` alone are refs without a path.
    private static Term documentRoot(Term.Var variable) {
        return variable.name().equals(Documents.INPUT) || variable.name().equals(Documents.DATA)
                ? new Term.Ref(variable.span(), variable, List.of())
                : variable;
    }

    /// A called name is a function of this package or an import when one is known, otherwise a builtin.
    private Term.Ref callee(Term.Ref operator, Scope scope) {
        if (operator.head() instanceof Term.Var name && scope.find(name.name()) == null) {
            Term.Ref global = globals.get(name.name());
            if (global != null) {
                return (Term.Ref) extended(operator.span(), global, operator.path());
            }
        }
        return operator;
    }

    private static Term extended(Term base, Term key) {
        return extended(base.span(), base, List.of(key));
    }

    private static Term extended(Span span, Term base, List<Term> path) {
        if (base instanceof Term.Ref ref) {
            List<Term> whole = new ArrayList<>(ref.path());
            whole.addAll(path);
            return new Term.Ref(span, ref.head(), whole);
        }
        return new Term.Ref(span, base, path);
    }

    private static Term.Ref operator(Span span, String name) {
        return new Term.Ref(span, new Term.Var(span, name), List.of());
    }
}
