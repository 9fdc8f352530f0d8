package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.syntax.Keywords;
import dev.portcullis.rego.syntax.TermText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reports variables that never get a value, at the expression that needs them first. Of variables that depend on one
/// another only the root causes are reported. Judges the flat form of rules.
public final class SafetyCheck {
    private static final Comparator<Span> PLACE =
            Comparator.comparing(Span::file).thenComparingInt(Span::row).thenComparingInt(Span::column);

    private final FunctionCheck functions;
    private final Findings findings;

    public SafetyCheck(FunctionCheck functions, Findings findings) {
        this.functions = functions;
        this.findings = findings;
    }

    /// Checks heads first: bodies are not judged when a head has a variable that nothing binds.
    public void check(List<Module> flat) {
        for (Module module : flat) {
            RuleLabels labels = new RuleLabels(module);
            branches(module).forEach(rule -> head(rule, labels));
        }
        if (findings.stopped()) {
            return;
        }
        for (Module module : flat) {
            RuleLabels labels = new RuleLabels(module);
            branches(module).forEach(rule -> body(rule, labels));
        }
    }

    private static List<Rule> branches(Module module) {
        List<Rule> branches = new ArrayList<>();
        for (Rule rule : module.rules()) {
            for (Rule branch = rule; branch != null; branch = branch.otherwise()) {
                branches.add(branch);
            }
        }
        return branches;
    }

    private void head(Rule rule, RuleLabels labels) {
        Map<String, Term.Var> variables = new LinkedHashMap<>();
        TreeWalk walk = new TreeWalk() {
            @Override
            void term(Term term) {
                if (term instanceof Term.Var variable && !Names.isDocument(variable.name())) {
                    variables.put(variable.name(), variable);
                }
                super.term(term);
            }
        };
        Rule.Head head = rule.head();
        walk.optional(head.key());
        walk.optional(head.value());
        walk.terms(head.ref().path());
        rule.body().expressions().forEach(e -> variables.keySet().removeAll(VariableScan.needed(e)));
        if (head.arguments() != null) {
            variables.keySet().removeAll(VariableScan.all(head.arguments()));
        }
        for (Term.Var variable : variables.values()) {
            if (!Scope.isGenerated(variable.name())) {
                report(variable.span(), "var " + Scope.written(variable) + " is unsafe" + labels.of(rule));
            }
        }
    }

    private void body(Rule rule, RuleLabels labels) {
        Set<String> known = new HashSet<>();
        if (rule.head().arguments() != null) {
            known.addAll(VariableScan.all(rule.head().arguments()));
        }
        report(BodySafety.unsafe(functions, rule.body(), known), labels.of(rule));
    }

    /// Checks a query.
    public void check(Body flat) {
        report(BodySafety.unsafe(functions, flat, Set.of()), "");
    }

    private void report(Map<Expression, Set<String>> unsafe, String label) {
        Map<String, Span> places = new HashMap<>();
        unsafe.forEach((expression, names) ->
                names.forEach(name -> places.merge(name, expression.span(), SafetyCheck::earlier)));
        Set<String> targets = assigned(unsafe.keySet());
        boolean hasCause = places.keySet().stream().anyMatch(n -> !Scope.isGenerated(n) && !targets.contains(n));
        boolean reported = false;
        for (Map.Entry<String, Span> each : places.entrySet()) {
            String name = each.getKey();
            if (!Scope.isGenerated(name) && !(hasCause && targets.contains(name))) {
                report(each.getValue(), text(Scope.written(name), label));
                reported = true;
            }
        }
        if (!reported) {
            reportExpressions(unsafe, label);
        }
    }

    private static String text(String name, String label) {
        String text = "var " + name + " is unsafe" + label;
        return Keywords.isFuture(name)
                ? text + " (hint: `import future.keywords." + name + "` to import a future keyword)"
                : text;
    }

    /// Without a variable that the author wrote, the expressions are named: one for each made-up variable.
    private void reportExpressions(Map<Expression, Set<String>> unsafe, String label) {
        Set<String> seen = new HashSet<>();
        List<Expression> expressions = new ArrayList<>(unsafe.keySet());
        expressions.sort(Comparator.comparing(Expression::span, PLACE));
        for (Expression expression : expressions) {
            boolean isNew = false;
            for (String name : unsafe.getOrDefault(expression, Set.of())) {
                isNew |= Scope.isGenerated(name) && seen.add(name);
            }
            if (isNew) {
                report(expression.span(), "expression is unsafe" + label);
            }
        }
    }

    private static Span earlier(Span a, Span b) {
        return PLACE.compare(a, b) <= 0 ? a : b;
    }

    /// The variables that unsafe assignments would bind.
    private static Set<String> assigned(Set<Expression> unsafe) {
        Set<String> names = new HashSet<>();
        for (Expression expression : unsafe) {
            if (expression instanceof Expression.Holds holds
                    && Names.isAssignment(holds.term())
                    && holds.term() instanceof Term.Call call) {
                names.addAll(VariableScan.all(call.arguments().subList(0, 1)));
            }
        }
        return names;
    }

    private void report(Span place, String message) {
        findings.fatal(Diagnostic.error(Diagnostic.Code.UNSAFE_VARIABLE, place, message));
    }

    /// Names the rule in messages where a line holds rules of several names.
    private static final class RuleLabels {
        private final int packageLength;
        private final Map<Integer, String> firstNames = new HashMap<>();
        private final Set<Integer> sharedRows = new HashSet<>();

        RuleLabels(Module module) {
            this.packageLength = module.path().path().size();
            for (Rule rule : branches(module)) {
                String first = firstNames.putIfAbsent(rule.span().row(), name(rule));
                if (first != null && !first.equals(name(rule))) {
                    sharedRows.add(rule.span().row());
                }
            }
        }

        String of(Rule rule) {
            return sharedRows.contains(rule.span().row()) ? " in rule " + name(rule) : "";
        }

        private String name(Rule rule) {
            List<Term> path = rule.head().ref().path();
            int end = packageLength;
            while (end < path.size() && path.get(end) instanceof Term.Scalar) {
                end++;
            }
            Term.Scalar first = (Term.Scalar) path.get(packageLength);
            String word = first.value() instanceof dev.portcullis.rego.value.RegoString s ? s.value() : "";
            return TermText.write(
                    new Term.Ref(first.span(), new Term.Var(first.span(), word), path.subList(packageLength + 1, end)));
        }
    }
}
