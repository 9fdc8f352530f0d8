package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which variables an expression gives values to, and which it needs first.
///
/// A ref with a known head binds the variables of its path; a unification binds the variables of one side when the
/// other
/// is known; a call with one argument more than it needs binds the variables of that last argument. Everything else
/// needs its variables. A variable inside a nested body is needed when the enclosing body also knows it.
final class Bindings {
    private static final Set<String> UNIFICATIONS = Set.of("eq", "assign");

    private final FunctionCheck functions;

    Bindings(FunctionCheck functions) {
        this.functions = functions;
    }

    /// @param missing variables without a value; the expression can run when there are none
    /// @param bound variables that have a value once it has run
    record Need(List<Term.Var> missing, Set<String> bound) {}

    /// What the expression needs and binds when `safe` have values, in a body that knows `visible`.
    Need of(Expression expression, Set<String> safe, Set<String> visible) {
        Set<String> bound = new HashSet<>();
        List<Term.Var> needed = new ArrayList<>();
        switch (expression) {
            case Expression.Holds e -> {
                bind(e.term(), safe, bound);
                needed.addAll(Variables.of(e.term()));
                closures(Variables.within(e.term()), needed, visible);
            }
            case Expression.Every e -> {
                refs(e.domain(), safe, bound);
                needed.addAll(Variables.of(e.domain()));
                closures(Variables.within(e), needed, visible);
            }
            case Expression.Not e when e.composite() -> closures(Variables.within(e), needed, visible);
            case Expression.Not e -> needed.addAll(negated(e));
            case Expression.And e -> closures(Variables.within(e), needed, visible);
            case Expression.Or e -> closures(Variables.within(e), needed, visible);
            case Expression.Some _, Expression.SomeIn _ ->
                throw new AssertionError("BUG: declarations are resolved before safety");
        }
        for (Expression.With with : expression.withs()) {
            if (!functions.isFunction(with.value())) {
                refs(with.value(), safe, bound);
                needed.addAll(Variables.of(with.value()));
            }
        }
        needed.removeIf(v -> safe.contains(v.name()) || bound.contains(v.name()));
        return new Need(needed, bound);
    }

    /// What a head term needs and binds.
    Need ofTerm(Term term, Set<String> safe) {
        Set<String> bound = new HashSet<>();
        refs(term, safe, bound);
        List<Term.Var> needed = new ArrayList<>(Variables.of(term));
        needed.removeIf(v -> safe.contains(v.name()) || bound.contains(v.name()));
        return new Need(needed, bound);
    }

    /// The variables a body knows because this expression stands in it.
    Set<String> visible(Expression expression) {
        Set<String> names = new HashSet<>();
        List<Term.Var> variables = switch (expression) {
            case Expression.Holds e -> Variables.of(e.term());
            case Expression.Every e -> Variables.of(e.domain());
            case Expression.Not e when !e.composite() -> negated(e);
            default -> List.of();
        };
        variables.forEach(v -> names.add(v.name()));
        return names;
    }

    private static List<Term.Var> negated(Expression.Not not) {
        List<Term.Var> variables = new ArrayList<>();
        for (Expression inner : not.body().expressions()) {
            if (inner instanceof Expression.Holds holds) {
                variables.addAll(Variables.of(holds.term()));
            } else {
                variables.addAll(Variables.within(inner));
            }
        }
        return variables;
    }

    private static void closures(List<Term.Var> inside, List<Term.Var> needed, Set<String> visible) {
        for (Term.Var variable : inside) {
            if (visible.contains(variable.name())) {
                needed.add(variable);
            }
        }
    }

    private void bind(Term term, Set<String> safe, Set<String> bound) {
        if (term instanceof Term.Call call) {
            boolean unification = isUnification(call);
            int count = functions.arity(call);
            boolean captures = !unification && count >= 0 && call.arguments().size() == count + 1;
            List<Term> inputs = captures ? call.arguments().subList(0, count) : call.arguments();
            inputs.forEach(argument -> refs(argument, safe, bound));
            if (unification) {
                unify(call.arguments().get(0), call.arguments().get(1), safe, bound);
            } else if (captures && inputs.stream().allMatch(t -> known(t, safe, bound))) {
                pattern(call.arguments().getLast(), safe, bound);
            }
        } else {
            refs(term, safe, bound);
        }
    }

    private static boolean isUnification(Term.Call call) {
        return call.operator().path().isEmpty()
                && call.operator().head() instanceof Term.Var name
                && UNIFICATIONS.contains(name.name())
                && call.arguments().size() == 2;
    }

    private void unify(Term left, Term right, Set<String> safe, Set<String> bound) {
        if (left instanceof Term.ArrayLiteral a
                && right instanceof Term.ArrayLiteral b
                && a.elements().size() == b.elements().size()) {
            unifyAll(a.elements(), b.elements(), safe, bound);
            return;
        }
        if (left instanceof Term.ObjectLiteral a && right instanceof Term.ObjectLiteral b && Patterns.sameKeys(a, b)) {
            unifyAll(Patterns.values(a), Patterns.values(b), safe, bound);
            return;
        }
        if (known(right, safe, bound)) {
            pattern(left, safe, bound);
        }
        if (known(left, safe, bound)) {
            pattern(right, safe, bound);
        }
    }

    /// Repeated while it binds anything: one pair may need what a later one binds.
    private void unifyAll(List<Term> left, List<Term> right, Set<String> safe, Set<String> bound) {
        int before;
        do {
            before = bound.size();
            for (int i = 0; i < left.size(); i++) {
                unify(left.get(i), right.get(i), safe, bound);
            }
        } while (bound.size() > before);
    }

    /// Binds the variables of a term that is matched against a known value.
    private void pattern(Term term, Set<String> safe, Set<String> bound) {
        switch (term) {
            case Term.Var v -> bound.add(v.name());
            case Term.ArrayLiteral a -> a.elements().forEach(e -> pattern(e, safe, bound));
            case Term.ObjectLiteral o ->
                o.entries().forEach(e -> {
                    if (known(e.key(), safe, bound)) {
                        pattern(e.value(), safe, bound);
                    }
                });
            default -> refs(term, safe, bound);
        }
    }

    /// Binds the path variables of every ref in the term whose head is known.
    private void refs(Term term, Set<String> safe, Set<String> bound) {
        switch (term) {
            case Term.Ref r -> {
                refs(r.head(), safe, bound);
                if (r.head() instanceof Term.Var || known(r.head(), safe, bound)) {
                    path(r, safe, bound);
                }
            }
            case Term.ArrayLiteral a -> a.elements().forEach(e -> refs(e, safe, bound));
            case Term.SetLiteral s -> s.elements().forEach(e -> refs(e, safe, bound));
            case Term.ObjectLiteral o ->
                o.entries().forEach(e -> {
                    refs(e.key(), safe, bound);
                    refs(e.value(), safe, bound);
                });
            case Term.Call c -> c.arguments().forEach(e -> refs(e, safe, bound));
            case Term.Template t -> t.parts().forEach(e -> refs(e, safe, bound));
            case Term.Scalar _,
                    Term.Var _,
                    Term.ArrayComprehension _,
                    Term.SetComprehension _,
                    Term.ObjectComprehension _ -> {}
        }
    }

    private void path(Term.Ref ref, Set<String> safe, Set<String> bound) {
        if (ref.head() instanceof Term.Var head && !isKnown(head, safe, bound)) {
            return;
        }
        for (Term part : ref.path()) {
            refs(part, safe, bound);
            pattern(part, safe, bound);
        }
    }

    private static boolean isKnown(Term.Var variable, Set<String> safe, Set<String> bound) {
        String name = variable.name();
        return name.equals(Documents.DATA)
                || name.equals(Documents.INPUT)
                || safe.contains(name)
                || bound.contains(name);
    }

    private static boolean known(Term term, Set<String> safe, Set<String> bound) {
        return Variables.of(term).stream().allMatch(v -> isKnown(v, safe, bound));
    }
}
