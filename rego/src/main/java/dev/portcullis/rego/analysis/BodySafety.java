package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds out in which order the expressions of a flat body can run, and which variables keep the others from it. Bodies
/// inside of an expression are judged with what the expressions before it know.
final class BodySafety {
    private static final Set<VariableScan.Skip> OUTPUTS = EnumSet.of(
            VariableScan.Skip.CLOSURES,
            VariableScan.Skip.SETS,
            VariableScan.Skip.OBJECT_KEYS,
            VariableScan.Skip.REF_HEADS);

    private final FunctionCheck functions;
    /// For every expression that cannot run, the variables it lacks.
    private final Map<Expression, Set<String>> unsafe;

    private BodySafety(FunctionCheck functions, Map<Expression, Set<String>> unsafe) {
        this.functions = functions;
        this.unsafe = unsafe;
    }

    /// The expressions of the body, closures included, that cannot run when `known` have values, and what they lack.
    static Map<Expression, Set<String>> unsafe(FunctionCheck functions, Body body, Set<String> known) {
        BodySafety safety = new BodySafety(functions, new IdentityHashMap<>());
        safety.check(body, known);
        return safety.unsafe;
    }

    /// What expressions in this order bind beyond `known`.
    static Set<String> bound(FunctionCheck functions, List<Expression> expressions, Set<String> known) {
        return new BodySafety(functions, new IdentityHashMap<>()).outputs(expressions, known);
    }

    private void check(Body body, Set<String> known) {
        Set<String> bodyVariables = variables(body);
        Set<String> safe = new HashSet<>(bodyVariables);
        safe.removeIf(name -> !known.contains(name));
        for (Expression expression : body.expressions()) {
            Set<String> lacking = new LinkedHashSet<>(variables(expression));
            lacking.removeIf(safe::contains);
            if (!lacking.isEmpty()) {
                unsafe.put(expression, lacking);
            }
        }
        List<Expression> ordered = order(body, bodyVariables, known, safe);
        checkClosures(ordered, known);
    }

    private List<Expression> order(Body body, Set<String> bodyVariables, Set<String> known, Set<String> safe) {
        List<Expression> ordered = new ArrayList<>();
        List<Expression> waiting = new ArrayList<>(body.expressions());
        int before;
        do {
            before = waiting.size();
            waiting.removeIf(expression -> {
                Set<String> outputs = outputs(expression, safe);
                if (closesOverUnbound(expression, outputs, bodyVariables, known, safe)) {
                    return false;
                }
                Set<String> lacking = unsafe.get(expression);
                if (lacking != null) {
                    lacking.removeIf(name -> outputs.contains(name) || safe.contains(name));
                    if (!lacking.isEmpty()) {
                        return false;
                    }
                    unsafe.remove(expression);
                }
                ordered.add(expression);
                safe.addAll(outputs);
                return true;
            });
        } while (waiting.size() < before && !waiting.isEmpty());
        return ordered;
    }

    /// Whether a closure in the expression uses a variable of the body that nothing before it has bound.
    private boolean closesOverUnbound(
            Expression expression,
            Set<String> outputs,
            Set<String> bodyVariables,
            Set<String> known,
            Set<String> safe) {
        Set<String> closed = new HashSet<>(closedOver(expression));
        closed.removeIf(name -> !bodyVariables.contains(name) || known.contains(name));
        if (closed.isEmpty()) {
            return false;
        }
        if (closed.equals(outputs)) {
            return true;
        }
        closed.removeIf(name -> outputs.contains(name) || safe.contains(name));
        if (closed.isEmpty()) {
            unsafe.remove(expression);
        } else {
            unsafe.put(expression, closed);
        }
        return !closed.isEmpty();
    }

    /// What expressions in this order bind beyond `safe`.
    private Set<String> outputs(Collection<Expression> expressions, Set<String> safe) {
        Set<String> reached = new HashSet<>(safe);
        expressions.forEach(e -> reached.addAll(outputs(e, reached)));
        reached.removeIf(safe::contains);
        return reached;
    }

    private static Set<String> closedOver(Expression expression) {
        Set<String> names = new HashSet<>();
        new TreeWalk() {
            @Override
            void expression(Expression inner) {
                switch (inner) {
                    case Expression.Every e -> names.addAll(VariableScan.all(e.body()));
                    case Expression.Not e when e.composite() -> names.addAll(VariableScan.all(e.body()));
                    case Expression.And e -> {
                        names.addAll(VariableScan.all(e.left()));
                        names.addAll(VariableScan.all(e.right()));
                    }
                    case Expression.Or e -> {
                        names.addAll(VariableScan.all(e.left()));
                        names.addAll(VariableScan.all(e.right()));
                    }
                    case Expression.Holds _, Expression.Not _, Expression.Some _, Expression.SomeIn _ ->
                        super.expression(inner);
                }
            }

            @Override
            void term(Term term) {
                if (Names.isComprehension(term)) {
                    names.addAll(VariableScan.all(Set.of(term)));
                } else {
                    super.term(term);
                }
            }
        }.expression(expression);
        return names;
    }

    private Set<String> outputs(Expression expression, Set<String> safe) {
        for (Expression.With with : expression.withs()) {
            if (!safe.containsAll(VariableScan.needed(with))) {
                return Set.of();
            }
        }
        return switch (expression) {
            case Expression.Holds e when e.term() instanceof Term.Call call -> call(call, safe);
            case Expression.Holds e -> read(List.of(e.term()), safe);
            case Expression.Every e -> read(List.of(e.domain()), safe);
            case Expression.Not _, Expression.And _, Expression.Or _, Expression.Some _, Expression.SomeIn _ ->
                Set.of();
        };
    }

    private Set<String> call(Term.Call call, Set<String> safe) {
        boolean assignment = Names.isAssignmentCall(call);
        if (assignment || Names.isCalled(call, "eq")) {
            return call.arguments().size() == 2 ? unification(call, assignment, safe) : Set.of();
        }
        int arity = functions.arity(call.operator());
        if (arity < 0) {
            return Set.of();
        }
        Set<String> outputs = read(call.arguments(), safe);
        if (arity >= call.arguments().size()) {
            return outputs;
        }
        Set<String> inputs = new HashSet<>(VariableScan.scan(call.arguments().subList(0, arity), OUTPUTS));
        inputs.removeIf(name -> outputs.contains(name) || safe.contains(name));
        if (!inputs.isEmpty()) {
            return Set.of();
        }
        outputs.addAll(VariableScan.scan(
                call.arguments().subList(arity, call.arguments().size()), OUTPUTS));
        return outputs;
    }

    private static Set<String> unification(Term.Call call, boolean assignment, Set<String> safe) {
        Term left = call.arguments().get(0);
        Term right = call.arguments().get(1);
        Set<String> reached = read(call.arguments(), safe);
        // The left side of `:=` gives nothing to the right one.
        Set<String> hidden = assignment ? VariableScan.all(Set.of(left)) : Set.of();
        reached.removeAll(hidden);
        Set<String> before = Set.copyOf(reached);
        reached.addAll(Unification.bound(
                name -> before.contains(name) || (safe.contains(name) && !hidden.contains(name)), left, right));
        reached.removeIf(safe::contains);
        return reached;
    }

    /// The variables bound by looking into refs with a known start.
    private static Set<String> read(List<Term> terms, Set<String> safe) {
        Set<String> bound = new LinkedHashSet<>();
        TreeWalk walk = new TreeWalk() {
            @Override
            void term(Term term) {
                if (Names.isComprehension(term) || term instanceof Term.Template) {
                    return;
                }
                if (term instanceof Term.Ref ref) {
                    if (!Unification.isReadable(ref, safe::contains)) {
                        return;
                    }
                    bound.addAll(VariableScan.scan(ref.path(), Set.of(VariableScan.Skip.REF_HEADS)));
                }
                super.term(term);
            }
        };
        terms.forEach(walk::term);
        return bound;
    }

    private Set<String> variables(Body body) {
        Set<String> names = new LinkedHashSet<>();
        body.expressions().forEach(e -> names.addAll(variables(e)));
        return names;
    }

    /// The variables that an expression needs or binds, those included that a bare operand takes from outside.
    private Set<String> variables(Expression expression) {
        return switch (expression) {
            case Expression.Not e when e.composite() -> operand(e.body());
            case Expression.And e -> operands(e.left(), e.right());
            case Expression.Or e -> operands(e.left(), e.right());
            case Expression.Not e -> {
                Set<String> names = new LinkedHashSet<>(variables(e.body()));
                e.withs().forEach(w -> names.addAll(VariableScan.needed(w)));
                yield names;
            }
            case Expression.Holds _, Expression.Every _, Expression.Some _, Expression.SomeIn _ ->
                VariableScan.needed(expression);
        };
    }

    private Set<String> operands(Body left, Body right) {
        Set<String> names = new LinkedHashSet<>(operand(left));
        names.addAll(operand(right));
        return names;
    }

    private Set<String> operand(Body body) {
        return body.braced() ? Set.of() : BareOperand.taken(functions, body);
    }

    private void checkClosures(List<Expression> ordered, Set<String> known) {
        if (ordered.stream().noneMatch(BodySafety::hasClosure)) {
            return;
        }
        Set<String> globals = new HashSet<>(known);
        for (int i = 0; i < ordered.size(); i++) {
            if (i > 0) {
                globals.addAll(variables(ordered.get(i - 1)));
            }
            new Closures(ordered.get(i), globals).expression(ordered.get(i));
        }
    }

    private static boolean hasClosure(Expression expression) {
        boolean[] found = new boolean[1];
        new TreeWalk() {
            @Override
            void body(Body body) {
                found[0] = true;
            }
        }.expression(expression);
        return found[0];
    }

    /// Judges the bodies in one expression.
    private final class Closures extends TreeWalk {
        private final Expression current;
        private final Set<String> globals;

        Closures(Expression current, Set<String> globals) {
            this.current = current;
            this.globals = globals;
        }

        @Override
        void expression(Expression expression) {
            switch (expression) {
                case Expression.Every e -> {
                    globals.add(e.value().name());
                    if (e.key() != null) {
                        globals.add(e.key().name());
                    }
                    closure(e.body(), List.of());
                }
                case Expression.Not e when e.composite() -> closure(e.body(), List.of());
                case Expression.And e -> {
                    closure(e.left(), List.of());
                    closure(e.right(), List.of());
                }
                case Expression.Or e -> {
                    closure(e.left(), List.of());
                    closure(e.right(), List.of());
                }
                case Expression.Holds _, Expression.Not _, Expression.Some _, Expression.SomeIn _ ->
                    super.expression(expression);
            }
        }

        @Override
        void term(Term term) {
            switch (term) {
                case Term.ArrayComprehension c -> closure(c.body(), List.of(c.element()));
                case Term.SetComprehension c -> closure(c.body(), List.of(c.element()));
                case Term.ObjectComprehension c -> closure(c.body(), List.of(c.key(), c.value()));
                case Term.Scalar _,
                        Term.Var _,
                        Term.Ref _,
                        Term.ArrayLiteral _,
                        Term.SetLiteral _,
                        Term.ObjectLiteral _,
                        Term.Call _,
                        Term.Template _ -> super.term(term);
            }
        }

        private void closure(Body body, List<Term> heads) {
            Set<String> lacking = new HashSet<>(VariableScan.all(heads));
            Set<String> inside = variables(body);
            lacking.removeIf(name -> inside.contains(name) || globals.contains(name));
            if (!lacking.isEmpty()) {
                unsafe.computeIfAbsent(current, _ -> new LinkedHashSet<>()).addAll(lacking);
            }
            BodySafety inner = new BodySafety(functions, new IdentityHashMap<>());
            inner.check(body, globals);
            inner.unsafe.forEach((e, names) ->
                    unsafe.computeIfAbsent(e, _ -> new LinkedHashSet<>()).addAll(names));
        }
    }

    /// What a bare operand of `not`, `and` or `or` takes from the body around it.
    private static final class BareOperand {
        private BareOperand() {}

        /// All variables of a single expression; of several, those that no other expression of the operand binds.
        static Set<String> taken(FunctionCheck functions, Body body) {
            Map<String, Integer> occurrences = new HashMap<>();
            for (Expression expression : body.expressions()) {
                VariableScan.needed(expression).forEach(name -> occurrences.merge(name, 1, Integer::sum));
            }
            if (body.expressions().size() == 1) {
                return occurrences.keySet();
            }
            Set<String> bound = bound(functions, body, occurrences.keySet());
            Set<String> taken = new LinkedHashSet<>();
            occurrences.forEach((name, count) -> {
                if (count == 1 || !bound.contains(name)) {
                    taken.add(name);
                }
            });
            return taken;
        }

        private static Set<String> bound(FunctionCheck functions, Body body, Set<String> names) {
            Set<String> safe = new HashSet<>(names);
            List<Term.Call> calls = new ArrayList<>();
            for (Expression expression : body.expressions()) {
                if (expression instanceof Expression.Holds holds && holds.term() instanceof Term.Call call) {
                    calls.add(call);
                }
            }
            List<Term.Call> equalities =
                    calls.stream().filter(c -> Names.isCalled(c, "eq")).toList();
            equalities.forEach(eq -> eq.arguments().forEach(side -> {
                if (side instanceof Term.Var variable) {
                    safe.remove(variable.name());
                }
            }));
            Set<String> bound = new HashSet<>();
            int before;
            do {
                before = bound.size();
                for (Term.Call eq : equalities) {
                    Set<String> outputs = unification(eq, false, safe);
                    bound.addAll(outputs);
                    safe.addAll(outputs);
                }
            } while (bound.size() > before);
            for (Term.Call call : calls) {
                int arity = functions.arity(call.operator());
                if (!Names.isCalled(call, "eq")
                        && arity >= 0
                        && arity < call.arguments().size()) {
                    bound.addAll(VariableScan.scan(
                            call.arguments().subList(arity, call.arguments().size()), OUTPUTS));
                }
            }
            return bound;
        }
    }
}
