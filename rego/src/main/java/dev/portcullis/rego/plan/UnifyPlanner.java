package dev.portcullis.rego.plan;

import dev.portcullis.rego.analysis.Patterns;
import dev.portcullis.rego.analysis.Variables;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.value.RegoNumber;
import java.util.ArrayList;
import java.util.List;

/// Plans `=` and `:=`: variables without a value get one, everything else is compared.
final class UnifyPlanner {
    private final FunctionPlanner function;

    UnifyPlanner(FunctionPlanner function) {
        this.function = function;
    }

    /// Plans the unification of two terms; `then` is planned where they are equal.
    void plan(Term left, Term right, Runnable then) {
        boolean open = isOpen(left) || isOpen(right);
        if (open
                && left instanceof Term.ArrayLiteral a
                && right instanceof Term.ArrayLiteral b
                && a.elements().size() == b.elements().size()) {
            elementwise(a.elements(), b.elements(), then);
        } else if (open
                && left instanceof Term.ObjectLiteral a
                && right instanceof Term.ObjectLiteral b
                && Patterns.sameKeys(a, b)) {
            elementwise(Patterns.values(a), Patterns.values(b), then);
        } else if (isPattern(left) && isOpen(left) && !needsMore(right)) {
            function.terms().plan(right, value -> match(left, value, then));
        } else if (isPattern(right) && isOpen(right)) {
            function.terms().plan(left, value -> match(right, value, then));
        } else {
            function.terms().planAll(List.of(left, right), sides -> {
                function.out.add(new Statement.Equal(sides[0], sides[1]));
                then.run();
            });
        }
    }

    /// Pairs with a known side come first, as they may bind variables that the others need.
    private void elementwise(List<Term> left, List<Term> right, Runnable then) {
        if (left.isEmpty()) {
            then.run();
            return;
        }
        int at = 0;
        while (at < left.size() - 1 && needsMore(left.get(at)) && needsMore(right.get(at))) {
            at++;
        }
        List<Term> restLeft = without(left, at);
        List<Term> restRight = without(right, at);
        plan(left.get(at), right.get(at), () -> elementwise(restLeft, restRight, then));
    }

    private static List<Term> without(List<Term> terms, int at) {
        List<Term> rest = new ArrayList<>(terms);
        rest.remove(at);
        return rest;
    }

    /// Whether the term has variables without a value that planning it would not bind.
    boolean needsMore(Term term) {
        return Patterns.bareVariables(term).stream().anyMatch(v -> function.locals.find(v.name()) == null);
    }

    /// Plans the match of a pattern against a value.
    void match(Term pattern, int value, Runnable then) {
        switch (pattern) {
            case Term.Var v -> {
                Integer known = function.locals.find(v.name());
                if (known == null) {
                    function.bind(v.name(), lasting(value));
                } else {
                    function.out.add(new Statement.Equal(known, value));
                }
                then.run();
            }
            case Term.ArrayLiteral a
            when isOpen(a) -> {
                function.out.add(new Statement.IsArray(value));
                length(value, a.elements().size());
                elements(a.elements(), 0, value, then);
            }
            case Term.ObjectLiteral o
            when isOpen(o) -> {
                function.out.add(new Statement.IsObject(value));
                length(value, o.entries().size());
                entries(o.entries(), 0, value, then);
            }
            default ->
                function.terms().plan(pattern, known -> {
                    function.out.add(new Statement.Equal(known, value));
                    then.run();
                });
        }
    }

    /// A document may be replaced while the variable lives; anything else stays what it is.
    private int lasting(int value) {
        if (value != Plan.INPUT && value != Plan.DATA) {
            return value;
        }
        int copy = function.out.fresh();
        function.out.add(new Statement.AssignVar(copy, value));
        return copy;
    }

    private void length(int value, int wanted) {
        int length = function.out.fresh();
        function.out.add(new Statement.Len(value, length));
        function.out.add(new Statement.Equal(length, function.plans.constants.operand(RegoNumber.of(wanted))));
    }

    private void elements(List<Term> patterns, int at, int array, Runnable then) {
        if (at == patterns.size()) {
            then.run();
            return;
        }
        int element = function.out.fresh();
        int index = function.plans.constants.operand(RegoNumber.of(at));
        function.out.add(new Statement.Dot(array, index, element));
        match(patterns.get(at), element, () -> elements(patterns, at + 1, array, then));
    }

    private void entries(List<Term.Entry> patterns, int at, int object, Runnable then) {
        if (at == patterns.size()) {
            then.run();
            return;
        }
        Term.Entry entry = patterns.get(at);
        function.terms().plan(entry.key(), key -> {
            int value = function.out.fresh();
            function.out.add(new Statement.Dot(object, key, value));
            match(entry.value(), value, () -> entries(patterns, at + 1, object, then));
        });
    }

    /// Whether the term can be matched against a value.
    private static boolean isPattern(Term term) {
        return term instanceof Term.Var || term instanceof Term.ArrayLiteral || term instanceof Term.ObjectLiteral;
    }

    /// Whether the term has variables without a value.
    boolean isOpen(Term term) {
        return Variables.of(term).stream().anyMatch(v -> function.locals.find(v.name()) == null);
    }
}
