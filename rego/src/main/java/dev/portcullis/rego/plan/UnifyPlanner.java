package dev.portcullis.rego.plan;

import dev.portcullis.rego.analysis.Variables;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.value.RegoNumber;
import java.util.List;

/// Plans `=` and `:=`: variables without a value get one, everything else is compared.
final class UnifyPlanner {
    private final FunctionPlanner function;

    UnifyPlanner(FunctionPlanner function) {
        this.function = function;
    }

    /// Plans the unification of two terms; `then` is planned where they are equal.
    void plan(Term left, Term right, Runnable then) {
        if (left instanceof Term.ArrayLiteral a
                && right instanceof Term.ArrayLiteral b
                && (isOpen(left) || isOpen(right))
                && a.elements().size() == b.elements().size()) {
            elementwise(a.elements(), b.elements(), 0, then);
        } else if (isPattern(left) && isOpen(left)) {
            function.terms().plan(right, value -> match(left, value, then));
        } else if (isPattern(right) && isOpen(right)) {
            function.terms().plan(left, value -> match(right, value, then));
        } else {
            function.terms()
                    .plan(
                            left,
                            a -> function.terms().plan(right, b -> {
                                function.out.add(new Statement.Equal(a, b));
                                then.run();
                            }));
        }
    }

    /// Elements whose one side is known come first, as they may bind variables that the others need.
    private void elementwise(List<Term> left, List<Term> right, int at, Runnable then) {
        if (at == left.size()) {
            then.run();
            return;
        }
        plan(left.get(at), right.get(at), () -> elementwise(left, right, at + 1, then));
    }

    /// Plans the match of a pattern against a value.
    void match(Term pattern, int value, Runnable then) {
        switch (pattern) {
            case Term.Var v -> {
                Integer known = function.locals.find(v.name());
                if (known == null) {
                    function.bind(v.name(), value);
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
