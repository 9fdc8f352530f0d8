package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Resolves an ad-hoc query: names are `data`, `input` or variables, and the value of every expression is kept.
public final class QueryResolver {
    private static final Set<String> WITHOUT_VALUE = Set.of("eq", "assign", "print");

    private QueryResolver() {}

    /// @param body the query with a variable for each expression that has a value of its own
    /// @param variables the query's variables: unique name to written name
    /// @param values for each expression the variable with its value; empty when it is `true` whenever it holds
    public record Query(Body body, Map<String, String> variables, List<String> values) {}

    /// Resolves a parsed query.
    ///
    /// @param functions says which calls capture their result in a last argument
    public static Query resolve(Body query, FunctionCheck functions, Findings findings) {
        LocalVariables locals = new LocalVariables(Scope.root(), false);
        Body resolved = locals.declaring(new NameResolver(Map.of()).body(query), Set.of());
        findings.fatal(locals.errors());
        findings.fatal(locals.unused());
        Map<String, String> variables = new LinkedHashMap<>();
        List<Expression> expressions = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Expression expression : resolved.expressions()) {
            if (expression instanceof Expression.Holds holds) {
                Variables.of(holds.term()).forEach(v -> {
                    if (!Scope.written(v).equals("_")) {
                        variables.put(v.name(), Scope.written(v));
                    }
                });
                if (!hasNoValue(holds.term()) && !functions.captures(holds.term())) {
                    String value = "$value" + values.size();
                    expressions.add(captured(holds, value));
                    values.add(value);
                    continue;
                }
            }
            expressions.add(expression);
            values.add("");
        }
        return new Query(new Body(expressions), variables, values);
    }

    private static Expression captured(Expression.Holds holds, String value) {
        Span span = holds.span();
        Term.Ref eq = new Term.Ref(span, new Term.Var(span, "eq"), List.of());
        Term.Call unified = new Term.Call(span, eq, List.of(new Term.Var(span, value), holds.term()));
        return new Expression.Holds(span, unified, holds.withs());
    }

    private static boolean hasNoValue(Term term) {
        return term instanceof Term.Call call
                && call.operator().head() instanceof Term.Var name
                && WITHOUT_VALUE.contains(name.name());
    }
}
