package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Diagnostic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Orders every body so that each expression runs when its variables have values. Expressions keep their source order
/// where they can. Works on what [SafetyCheck] accepted; a body that cannot be ordered all the same is refused.
public final class BodyOrder {
    private final Bindings bindings;
    private final Findings findings;

    public BodyOrder(FunctionCheck functions, Findings findings) {
        this.bindings = new Bindings(functions);
        this.findings = findings;
    }

    /// The modules with every body in an order that can be run.
    public List<Module> order(List<Module> modules) {
        return modules.stream()
                .map(module ->
                        module.withRules(module.rules().stream().map(this::rule).toList()))
                .toList();
    }

    /// A query's body in an order that can be run.
    public Body order(Body query) {
        return order(query, new HashSet<>());
    }

    private Rule rule(Rule rule) {
        Rule.Head head = rule.head();
        Set<String> safe = new HashSet<>();
        if (head.arguments() != null) {
            head.arguments().forEach(a -> Variables.of(a).forEach(v -> safe.add(v.name())));
        }
        Body body = order(rule.body(), safe);
        Term key = head.key() == null ? null : headTerm(head.key(), safe);
        Term value = head.value() == null ? null : headTerm(head.value(), safe);
        List<Term> path = head.ref().path().stream().map(t -> headTerm(t, safe)).toList();
        Term.Ref ref = new Term.Ref(head.ref().span(), head.ref().head(), path);
        Rule.Head ordered = new Rule.Head(head.span(), ref, head.arguments(), key, value, head.assigned());
        Rule otherwise = rule.otherwise() == null ? null : rule(rule.otherwise());
        return new Rule(rule.span(), ordered, body, otherwise, rule.isDefault());
    }

    /// Terms of a head are evaluated after the body; refs in them may still bind variables of their own.
    Term headTerm(Term term, Set<String> safe) {
        Bindings.Need need = bindings.ofTerm(term, safe);
        need.missing().forEach(this::unsafe);
        safe.addAll(need.bound());
        return new NestedOrder(this, safe).term(term);
    }

    /// Orders a body; `safe` gains what the body binds.
    Body order(Body body, Set<String> safe) {
        Set<String> visible = new HashSet<>(safe);
        body.expressions().forEach(e -> visible.addAll(bindings.visible(e)));
        List<Expression> waiting = new ArrayList<>(body.expressions());
        List<Expression> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            int before = waiting.size();
            waiting.removeIf(expression -> {
                Bindings.Need need = bindings.of(expression, safe, visible);
                if (!need.missing().isEmpty()) {
                    return false;
                }
                safe.addAll(need.bound());
                ordered.add(new NestedOrder(this, safe).expression(expression));
                return true;
            });
            if (waiting.size() == before) {
                report(waiting, safe, visible);
                return new Body(ordered);
            }
        }
        return new Body(ordered);
    }

    private void report(List<Expression> waiting, Set<String> safe, Set<String> visible) {
        Map<String, Term.Var> unsafe = new LinkedHashMap<>();
        for (Expression expression : waiting) {
            for (Term.Var variable : bindings.of(expression, safe, visible).missing()) {
                unsafe.putIfAbsent(variable.name(), variable);
            }
        }
        unsafe.values().forEach(this::unsafe);
    }

    private void unsafe(Term.Var variable) {
        findings.fatal(Diagnostic.error(
                Diagnostic.Code.UNSAFE_VARIABLE, variable.span(), "var " + Scope.written(variable) + " is unsafe"));
    }
}
