package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Diagnostic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Refuses documents and functions that depend on themselves.
public final class RecursionCheck {
    private final RuleTree tree;
    private final List<Diagnostic> diagnostics;
    private final Map<RuleGroup, Set<RuleGroup>> dependencies = new HashMap<>();
    private final Set<RuleGroup> done = new HashSet<>();

    public RecursionCheck(RuleTree tree, List<Diagnostic> diagnostics) {
        this.tree = tree;
        this.diagnostics = diagnostics;
    }

    /// Reports one diagnostic for each cycle's first group.
    public void check() {
        for (RuleGroup group : tree.groups()) {
            visit(group, new ArrayDeque<>());
        }
    }

    private void visit(RuleGroup group, Deque<RuleGroup> path) {
        if (path.contains(group)) {
            report(group, path);
            return;
        }
        if (done.contains(group)) {
            return;
        }
        path.addLast(group);
        dependencies.computeIfAbsent(group, this::dependenciesOf).forEach(next -> visit(next, path));
        path.removeLast();
        done.add(group);
    }

    private void report(RuleGroup group, Deque<RuleGroup> path) {
        List<String> names = new ArrayList<>();
        for (RuleGroup step : path) {
            if (!names.isEmpty() || step.equals(group)) {
                names.add(step.name());
            }
        }
        names.add(group.name());
        diagnostics.add(Diagnostic.error(
                Diagnostic.Code.RECURSION,
                group.rules().getFirst().span(),
                "rule " + group.name() + " is recursive: " + String.join(" -> ", names)));
    }

    private Set<RuleGroup> dependenciesOf(RuleGroup group) {
        Set<RuleGroup> found = new LinkedHashSet<>();
        for (Rule rule : group.rules()) {
            for (Rule branch = rule; branch != null; branch = branch.otherwise()) {
                Rule.Head head = branch.head();
                head.ref().path().forEach(part -> term(part, found));
                if (head.key() != null) {
                    term(head.key(), found);
                }
                if (head.value() != null) {
                    term(head.value(), found);
                }
                body(branch.body(), found);
            }
        }
        return found;
    }

    private void body(Body body, Set<RuleGroup> found) {
        body.expressions().forEach(e -> expression(e, found));
    }

    private void expression(Expression expression, Set<RuleGroup> found) {
        switch (expression) {
            case Expression.Holds e -> term(e.term(), found);
            case Expression.Not e -> body(e.body(), found);
            case Expression.Every e -> {
                term(e.domain(), found);
                body(e.body(), found);
            }
            case Expression.And e -> {
                body(e.left(), found);
                body(e.right(), found);
            }
            case Expression.Or e -> {
                body(e.left(), found);
                body(e.right(), found);
            }
            case Expression.Some _, Expression.SomeIn _ -> {}
        }
        expression.withs().forEach(with -> term(with.value(), found));
    }

    private void term(Term term, Set<RuleGroup> found) {
        switch (term) {
            case Term.Scalar _, Term.Var _ -> {}
            case Term.Ref r -> {
                found.addAll(tree.reachedBy(r));
                term(r.head(), found);
                r.path().forEach(part -> term(part, found));
            }
            case Term.ArrayLiteral a -> a.elements().forEach(e -> term(e, found));
            case Term.SetLiteral s -> s.elements().forEach(e -> term(e, found));
            case Term.ObjectLiteral o ->
                o.entries().forEach(e -> {
                    term(e.key(), found);
                    term(e.value(), found);
                });
            case Term.ArrayComprehension c -> {
                term(c.element(), found);
                body(c.body(), found);
            }
            case Term.SetComprehension c -> {
                term(c.element(), found);
                body(c.body(), found);
            }
            case Term.ObjectComprehension c -> {
                term(c.key(), found);
                term(c.value(), found);
                body(c.body(), found);
            }
            case Term.Call c -> {
                found.addAll(tree.reachedBy(c.operator()));
                c.arguments().forEach(a -> term(a, found));
            }
            case Term.Template t -> t.parts().forEach(p -> term(p, found));
        }
    }
}
