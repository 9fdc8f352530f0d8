package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.syntax.TermText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Gives declared locals unique names, in the order of evaluation: what is used before its declaration is an error.
/// `some … in` becomes a unification. One instance rewrites one rule branch, or one term of its head.
final class LocalVariables extends TreeRewriter {
    private static final String NEGATED = "cannot assign vars inside negated expression";
    private static final String AND_OPERAND = "cannot assign vars inside implicit and operand";
    private static final String OR_OPERAND = "cannot assign vars inside implicit or operand";

    private final boolean strict;
    private final List<Diagnostic> errors = new ArrayList<>();
    private final List<Diagnostic> unused = new ArrayList<>();
    private Scope scope;

    /// @param strict whether assigned variables must be used
    LocalVariables(Scope scope, boolean strict) {
        this.scope = scope;
        this.strict = strict;
    }

    List<Diagnostic> errors() {
        return errors;
    }

    /// Variables that nothing uses; of nested bodies only the first with any is reported.
    List<Diagnostic> unused() {
        return unused;
    }

    /// Rewrites a body whose declarations land in the scope itself.
    ///
    /// @param users names that the body's surroundings use, such as those of a comprehension's element
    Body declaring(Body body, Set<String> users) {
        List<UnusedLocals.Line> lines = new ArrayList<>();
        List<Expression> expressions = new ArrayList<>();
        for (Expression expression : body.expressions()) {
            Expression rewritten = statement(expression);
            if (rewritten != null) {
                expressions.add(rewritten);
            }
            lines.add(new UnusedLocals.Line(expression, rewritten));
        }
        if (errors.isEmpty() && unused.isEmpty()) {
            unused.addAll(new UnusedLocals(lines, scope, users, strict).find());
        }
        return new Body(expressions, body.braced());
    }

    private Body nested(Body body, Set<String> users) {
        Scope outer = scope;
        scope = outer.nested();
        Body rewritten = declaring(body, users);
        scope = outer;
        return rewritten;
    }

    private @Nullable Expression statement(Expression expression) {
        return switch (expression) {
            case Expression.Holds e when Names.isAssignment(e.term()) -> assignment(e, (Term.Call) e.term());
            case Expression.Holds e
            when e.term() instanceof Term.Call call -> new Expression.Holds(e.span(), parts(call), withs(e));
            case Expression.Holds e -> super.expression(e);
            case Expression.Some e -> {
                for (Term.Var name : e.names()) {
                    String problem = scope.declare(name.name(), Scope.Origin.DECLARED);
                    if (problem != null) {
                        report(e.span(), problem);
                        break;
                    }
                }
                yield null;
            }
            case Expression.SomeIn e -> someIn(e);
            case Expression.Every e -> every(e);
            case Expression.Not e -> new Expression.Not(e.span(), negated(e), e.composite(), withs(e));
            case Expression.And e ->
                new Expression.And(e.span(), operand(e.left(), AND_OPERAND), operand(e.right(), AND_OPERAND), withs(e));
            case Expression.Or e ->
                new Expression.Or(e.span(), operand(e.left(), OR_OPERAND), operand(e.right(), OR_OPERAND), withs(e));
        };
    }

    /// What a plain `not` negates is one expression, whose place is that of the `not`.
    private Body negated(Expression.Not not) {
        if (!not.composite()
                && not.body().expressions().getFirst() instanceof Expression.Holds holds
                && Names.isAssignmentCall(holds.term())) {
            report(not.span(), NEGATED);
            return not.body();
        }
        return operand(not.body(), NEGATED);
    }

    /// A body in braces has a scope of its own; another one belongs to the enclosing body and may not assign.
    private Body operand(Body body, String refusal) {
        if (body.braced()) {
            return nested(body, Set.of());
        }
        List<Expression> expressions = new ArrayList<>();
        for (Expression expression : body.expressions()) {
            if (expression instanceof Expression.Holds holds && Names.isAssignmentCall(holds.term())) {
                report(expression.span(), refusal);
            } else {
                Expression rewritten = statement(expression);
                if (rewritten != null) {
                    expressions.add(rewritten);
                }
            }
        }
        return new Body(expressions);
    }

    private Expression assignment(Expression.Holds holds, Term.Call call) {
        Term right = term(call.arguments().get(1));
        List<Expression.With> withs = new ArrayList<>();
        holds.withs().forEach(w -> withs.add(new Expression.With(w.span(), w.target(), term(w.value()))));
        Term left = target(call.arguments().getFirst());
        return new Expression.Holds(
                holds.span(), new Term.Call(call.span(), call.operator(), List.of(left, right)), withs);
    }

    /// The left side of `:=`: variables are declared, and only arrays and objects may hold them.
    private Term target(Term term) {
        return switch (term) {
            case Term.Var variable -> assigned(variable, variable.span());
            case Term.Ref ref
            when ref.path().isEmpty() && ref.head() instanceof Term.Var variable -> assigned(variable, ref.span());
            case Term.ArrayLiteral a ->
                new Term.ArrayLiteral(
                        a.span(), a.elements().stream().map(e -> target(e)).toList());
            case Term.ObjectLiteral o ->
                new Term.ObjectLiteral(
                        o.span(),
                        o.entries().stream()
                                .map(e -> new Term.Entry(e.key(), target(e.value())))
                                .toList());
            case Term.Scalar _,
                    Term.Ref _,
                    Term.SetLiteral _,
                    Term.ArrayComprehension _,
                    Term.SetComprehension _,
                    Term.ObjectComprehension _,
                    Term.Call _,
                    Term.Template _ -> {
                report(term.span(), "cannot assign to " + TermText.kind(term));
                yield term;
            }
        };
    }

    private Term assigned(Term.Var variable, Span place) {
        if (variable.isWildcard()) {
            return variable;
        }
        String problem = scope.declare(variable.name(), Scope.Origin.ASSIGNED);
        if (problem != null) {
            report(place, problem);
        }
        return renamed(variable);
    }

    private Term.Var renamed(Term.Var variable) {
        Scope.Local local = scope.find(variable.name());
        return local == null ? variable : new Term.Var(variable.span(), local.unique);
    }

    /// `some k, v in c` means `v = c[k]`, with the names of `k` and `v` declared.
    private @Nullable Expression someIn(Expression.SomeIn e) {
        Term key = e.key() == null ? new Term.Var(e.span(), scope.fresh()) : e.key();
        if (isReboundInDomain(e, key)) {
            return null;
        }
        Term element = NameResolver.extended(e.collection().span(), e.collection(), List.of(key));
        for (String name : outputs(e, element)) {
            String problem = scope.declare(name, Scope.Origin.DECLARED);
            if (problem != null) {
                report(e.span(), problem);
                return null;
            }
        }
        Term.Ref eq = new Term.Ref(e.span(), new Term.Var(e.span(), "eq"), List.of());
        Term unified = new Term.Call(e.span(), eq, List.of(e.value(), element));
        return statement(new Expression.Holds(e.span(), unified, e.withs()));
    }

    /// Reports the variables that the collection reads and the same expression binds.
    private boolean isReboundInDomain(Expression.SomeIn e, Term key) {
        Set<String> bound = new TreeSet<>(VariableScan.bindable(key));
        bound.addAll(VariableScan.bindable(e.value()));
        bound.removeIf(name -> name.startsWith("$"));
        bound.retainAll(VariableScan.scan(Set.of(e.collection()), Set.of(VariableScan.Skip.CLOSURES)));
        bound.forEach(name -> report(e.span(), "var " + name + " assigned before"));
        return !bound.isEmpty();
    }

    private static Set<String> outputs(Expression.SomeIn e, Term element) {
        Set<String> safe = VariableScan.all(Set.of(e.collection()));
        Set<String> outputs = new TreeSet<>();
        if (element instanceof Term.Ref ref) {
            ref.path()
                    .forEach(part ->
                            outputs.addAll(VariableScan.scan(List.of(part), Set.of(VariableScan.Skip.REF_HEADS))));
        }
        Set<String> known = new HashSet<>(safe);
        known.addAll(outputs);
        outputs.addAll(Unification.bound(known::contains, e.value(), element));
        outputs.removeAll(safe);
        outputs.removeIf(name -> name.startsWith("$"));
        return outputs;
    }

    private @Nullable Expression every(Expression.Every e) {
        Term domain = term(e.domain());
        Scope outer = scope;
        scope = outer.nested();
        Term.Var key = e.key() == null ? null : declared(e.key(), e.span());
        Term.Var value = declared(e.value(), e.span());
        Body body = declaring(e.body(), Set.of());
        List<Expression.With> withs = withs(e);
        scope = outer;
        return new Expression.Every(e.span(), key, value, domain, body, withs);
    }

    private Term.Var declared(Term.Var variable, Span place) {
        if (variable.isWildcard()) {
            return variable;
        }
        String problem = scope.declare(variable.name(), Scope.Origin.DECLARED);
        if (problem != null) {
            report(place, problem);
        }
        return renamed(variable);
    }

    @Override
    Expression expression(Expression expression) {
        Expression rewritten = statement(expression);
        return rewritten == null ? expression : rewritten;
    }

    @Override
    Expression.With with(Expression.With with) {
        // `input` stays the document in a target, even where a local has that name.
        Term.Ref target = with.target();
        Term head = target.head() instanceof Term.Var v && !v.name().equals(Documents.INPUT) ? term(v) : target.head();
        return new Expression.With(
                with.span(), new Term.Ref(target.span(), head, terms(target.path())), term(with.value()));
    }

    @Override
    Term term(Term term) {
        return switch (term) {
            case Term.Var v -> new Term.Var(v.span(), scope.use(v.name()));
            case Term.Ref r when !Names.document(r).isEmpty() -> document(r);
            case Term.Call c -> call(c);
            case Term.ArrayComprehension c -> {
                Scope outer = enter();
                Body body = declaring(c.body(), VariableScan.all(Set.of(c.element())));
                Term element = term(c.element());
                scope = outer;
                yield new Term.ArrayComprehension(c.span(), element, body);
            }
            case Term.SetComprehension c -> {
                Scope outer = enter();
                Body body = declaring(c.body(), VariableScan.all(Set.of(c.element())));
                Term element = term(c.element());
                scope = outer;
                yield new Term.SetComprehension(c.span(), element, body);
            }
            case Term.ObjectComprehension c -> {
                Scope outer = enter();
                Body body = declaring(c.body(), VariableScan.all(List.of(c.key(), c.value())));
                Term key = term(c.key());
                Term value = term(c.value());
                scope = outer;
                yield new Term.ObjectComprehension(c.span(), key, value, body);
            }
            case Term.Template t -> {
                Scope outer = enter();
                Term rewritten = super.term(t);
                scope = outer;
                yield rewritten;
            }
            case Term.Scalar _, Term.Ref _, Term.ArrayLiteral _, Term.SetLiteral _, Term.ObjectLiteral _ ->
                super.term(term);
        };
    }

    private Scope enter() {
        Scope outer = scope;
        scope = outer.nested();
        return outer;
    }

    /// `input` or `data` alone, which a declared local of that name hides.
    private Term document(Term.Ref ref) {
        Scope.Local local = scope.find(Names.document(ref));
        return local == null || local.origin == Scope.Origin.SEEN ? ref : new Term.Var(ref.span(), local.unique);
    }

    /// A call whose result is used where it stands: locals are no functions.
    private Term call(Term.Call call) {
        if (call.operator().head() instanceof Term.Var head) {
            Scope.Local local = scope.find(head.name());
            if (local != null && !local.unique.equals(head.name())) {
                report(call.span(), "called function " + TermText.write(call.operator()) + " shadowed");
            }
        }
        return parts(call);
    }

    private Term.Call parts(Term.Call call) {
        Term.Ref operator = call.operator();
        Term.Ref renamed = new Term.Ref(operator.span(), term(operator.head()), terms(operator.path()));
        return new Term.Call(call.span(), renamed, terms(call.arguments()));
    }

    private void report(Span place, String message) {
        errors.add(Diagnostic.error(Diagnostic.Code.COMPILE, place, message));
    }
}
