package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Prepares resolved modules for running their tests, as `opa test` does: a repeated test gets a numbered name of its
/// own (`test_x#01`), and a test with cases announces each case (`internal.test_case`) as soon as its name is known, so
/// that a case that fails is seen. A test is a rule with a constant part of its name that starts with `test_`; what
/// stands behind that part names a case.
public final class TestRules {
    private static final String TEST = "test_";
    private static final String SKIPPED = "todo_test_";

    private final Map<List<RegoValue>, Integer> seen = new HashMap<>();

    /// A test as its rule says it.
    ///
    /// @param path of the test's document below `data`
    /// @param packageLength how much of the path is the package
    /// @param hasCases whether the rule has one value for each case
    public record Found(List<String> path, int packageLength, boolean skipped, boolean hasCases) {}

    /// The modules with tests that can be told apart.
    public List<Module> prepare(List<Module> modules) {
        return modules.stream()
                .map(module -> module.withRules(module.rules().stream()
                        .map(rule -> prepare(rule, module.path().path().size()))
                        .toList()))
                .toList();
    }

    private Rule prepare(Rule rule, int packageLength) {
        int end = end(rule, packageLength);
        if (end == 0 || isSkipped(rule, end)) {
            return rule;
        }
        List<Term> path = new ArrayList<>(rule.head().ref().path());
        List<RegoValue> name = Documents.groundPrefix(rule.head().ref()).subList(0, end);
        int earlier = seen.merge(List.copyOf(name), 1, Integer::sum) - 1;
        if (earlier > 0) {
            String numbered = "%s#%02d".formatted(((RegoString) name.getLast()).value(), earlier);
            path.set(end - 1, new Term.Scalar(path.get(end - 1).span(), RegoString.of(numbered)));
        }
        return withCases(rule, path, path.subList(end, path.size()));
    }

    private static Rule withCases(Rule rule, List<Term> path, List<Term> names) {
        Rule.Head head = rule.head();
        Term.Ref ref = new Term.Ref(head.ref().span(), head.ref().head(), path);
        Rule.Head renamed =
                new Rule.Head(head.span(), ref, head.arguments(), head.key(), head.value(), head.assigned());
        Body body = names.isEmpty() || head.arguments() != null ? rule.body() : announced(rule.body(), names);
        return new Rule(rule.span(), renamed, body, rule.otherwise(), rule.isDefault());
    }

    /// The announcement stands behind the first mention of the last variable it needs.
    private static Body announced(Body body, List<Term> names) {
        List<Expression> expressions = new ArrayList<>(body.expressions());
        int place = 0;
        for (Term name : names) {
            for (Term.Var needed : Variables.within(name)) {
                int at = 0;
                while (at < expressions.size() && !mentions(expressions.get(at), needed)) {
                    at++;
                }
                place = Math.max(place, Math.min(at + 1, expressions.size()));
            }
        }
        Span span = names.getFirst().span();
        Term.Ref operator = new Term.Ref(
                span, new Term.Var(span, "internal"), List.of(new Term.Scalar(span, RegoString.of("test_case"))));
        Term.Call call = new Term.Call(span, operator, List.of(new Term.ArrayLiteral(span, names)));
        expressions.add(place, new Expression.Holds(span, call, List.of()));
        return new Body(expressions);
    }

    private static boolean mentions(Expression expression, Term.Var variable) {
        return Variables.within(expression).stream()
                .anyMatch(each -> each.name().equals(variable.name()));
    }

    /// The test a rule is, or null.
    public static @Nullable Found of(Rule rule, int packageLength) {
        int end = end(rule, packageLength);
        if (end == 0) {
            return null;
        }
        List<RegoValue> prefix = Documents.groundPrefix(rule.head().ref());
        List<String> path = prefix.subList(0, end).stream()
                .map(part -> part instanceof RegoString text ? text.value() : part.toString())
                .toList();
        boolean hasCases = rule.head().key() == null && rule.head().ref().path().size() > prefix.size();
        return new Found(path, packageLength, isSkipped(rule, end), hasCases);
    }

    private static boolean isSkipped(Rule rule, int end) {
        return ((Term.Scalar) rule.head().ref().path().get(end - 1)).value() instanceof RegoString name
                && name.value().startsWith(SKIPPED);
    }

    /// How many parts of the rule's path name the test; 0 when it is none.
    private static int end(Rule rule, int packageLength) {
        List<RegoValue> prefix = Documents.groundPrefix(rule.head().ref());
        for (int i = packageLength; i < prefix.size(); i++) {
            if (prefix.get(i) instanceof RegoString part
                    && (part.value().startsWith(TEST) || part.value().startsWith(SKIPPED))) {
                return i + 1;
            }
        }
        return 0;
    }
}
