package dev.portcullis.rego.plan;

import dev.portcullis.rego.analysis.Documents;
import dev.portcullis.rego.analysis.Literals;
import dev.portcullis.rego.analysis.RuleGroup;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Plans `with`. Values are evaluated outside of it, its expression inside, and what follows outside again.
final class WithPlanner {
    private final FunctionPlanner function;

    WithPlanner(FunctionPlanner function) {
        this.function = function;
    }

    /// Plans `expression` under its modifiers.
    ///
    /// @param inside plans the bare expression and continues with what it is given
    /// @param then planned where the expression holds, without the modifiers
    void plan(Expression expression, Consumer<Runnable> inside, Runnable then) {
        List<Expression.With> withs = expression.withs();
        Mocks outside = function.mocks;
        values(
                withs,
                0,
                new int[withs.size()],
                operands -> replace(withs, operands, 0, inside, () -> {
                    Mocks replaced = function.mocks;
                    function.mocks = outside;
                    then.run();
                    function.mocks = replaced;
                }));
        function.mocks = outside;
    }

    /// Functions and constants that replace a function have no value to evaluate first.
    private void values(List<Expression.With> withs, int at, int[] operands, Consumer<int[]> then) {
        if (at == withs.size()) {
            then.accept(operands);
            return;
        }
        Expression.With with = withs.get(at);
        Mocks.Replacement replacement = functionReplacement(with);
        if (replacement != null && !(replacement instanceof Mocks.Replacement.ByBound)) {
            values(withs, at + 1, operands, then);
            return;
        }
        function.terms().plan(with.value(), operand -> {
            operands[at] = operand;
            values(withs, at + 1, operands, then);
        });
    }

    private void replace(
            List<Expression.With> withs, int[] operands, int at, Consumer<Runnable> inside, Runnable then) {
        if (at == withs.size()) {
            inside.accept(then);
            return;
        }
        Expression.With with = withs.get(at);
        Term.Ref target = with.target();
        Mocks.Replacement replacement = functionReplacement(with);
        if (replacement != null) {
            function.mocks = function.mocks.withFunction(target.text(), replacement);
        }
        switch (replacement) {
            case null -> document(withs, operands, at, inside, then);
            case Mocks.Replacement.ByBound(RegoValue key) ->
                under(Plan.DATA, List.of(key), withs, operands, at, inside, then);
            case Mocks.Replacement.ByConstant _, Mocks.Replacement.ByFunction _ ->
                replace(withs, operands, at + 1, inside, then);
        }
    }

    private void document(
            List<Expression.With> withs, int[] operands, int at, Consumer<Runnable> inside, Runnable then) {
        Term.Ref target = withs.get(at).target();
        int document = Documents.isData(target) ? Plan.DATA : Plan.INPUT;
        if (document == Plan.DATA) {
            function.mocks = function.mocks.withDocument(Documents.groundPrefix(target));
        }
        under(document, Documents.groundPrefix(target), withs, operands, at, inside, then);
    }

    /// Plans the rest with a value put into a document.
    private void under(
            int document,
            List<RegoValue> key,
            List<Expression.With> withs,
            int[] operands,
            int at,
            Consumer<Runnable> inside,
            Runnable then) {
        int saved = function.out.fresh();
        int[] path = key.stream().mapToInt(function.plans.constants::operand).toArray();
        Plan.Block block = function.out.block(() -> replace(withs, operands, at + 1, inside, () -> {
            Plan.Block rest = function.out.block(then);
            function.out.add(new Statement.Outside(document, saved, rest));
        }));
        function.out.add(new Statement.With(document, path, operands[at], saved, block));
    }

    private boolean isFunction(Term.Ref target) {
        RuleGroup group = function.plans.tree().function(target);
        return group != null && group.kind() == RuleGroup.Kind.FUNCTION;
    }

    private static boolean isDocument(Term.Ref target) {
        return target.head() instanceof Term.Var head
                && (head.name().equals(Documents.DATA) || head.name().equals(Documents.INPUT));
    }

    /// What a replaced function does; null when a document is replaced.
    private Mocks.@Nullable Replacement functionReplacement(Expression.With with) {
        Term.Ref target = with.target();
        return isDocument(target) && !isFunction(target) ? null : replacement(target, with.value());
    }

    private Mocks.Replacement replacement(Term.Ref target, Term value) {
        if (value instanceof Term.Ref ref
                && (isFunction(ref) || function.plans.builtins().get(ref.text()) != null)) {
            return new Mocks.Replacement.ByFunction(ref);
        }
        if (value instanceof Term.Var name && function.plans.builtins().get(name.name()) != null) {
            return new Mocks.Replacement.ByFunction(new Term.Ref(name.span(), name, List.of()));
        }
        RegoValue constant = Literals.value(value);
        return constant == null
                ? new Mocks.Replacement.ByBound(RegoArray.of(RegoString.of(target.text())))
                : new Mocks.Replacement.ByConstant(constant);
    }
}
