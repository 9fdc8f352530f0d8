package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.source.Diagnostic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Refuses rules that depend on themselves. A cycle that only closes for some value of a variable is reported as
/// possible, with the condition. Judges the flat form of rules.
public final class RecursionCheck {
    private final Findings findings;

    public RecursionCheck(Findings findings) {
        this.findings = findings;
    }

    public void check(List<Module> flat) {
        RuleGraph graph = new RuleGraph(flat);
        Set<Rule> cyclic = new RuleCycles(graph).rules();
        for (Rule rule : graph.rules()) {
            if (cyclic.contains(rule)) {
                check(graph, rule);
            }
        }
    }

    private void check(RuleGraph graph, Rule rule) {
        List<RuleGraph.Edge> path = new Search(graph, rule, false).path();
        if (path.isEmpty()) {
            return;
        }
        String verdict = " is recursive: ";
        String cause = "";
        if (path.stream().anyMatch(edge -> edge.choice() != null)) {
            List<RuleGraph.Edge> certain = new Search(graph, rule, true).path();
            if (certain.isEmpty()) {
                verdict = " may be recursive: ";
                cause = RecursionCause.text(rule, path);
            } else {
                path = certain;
            }
        }
        String steps = path.stream().map(edge -> name(edge.to())).collect(Collectors.joining(" -> "));
        findings.fatal(Diagnostic.error(
                Diagnostic.Code.RECURSION,
                rule.span(),
                "rule " + name(rule) + verdict + name(rule) + " -> " + steps + cause));
    }

    static String name(Rule rule) {
        return Scope.text(rule.head().ref());
    }

    /// Looks for a way from a rule back to itself, depth first, along certain dependencies only or along all.
    private static final class Search {
        private final RuleGraph graph;
        private final Rule goal;
        private final boolean certainOnly;
        private final Set<Rule> visited = Collections.newSetFromMap(new IdentityHashMap<>());
        private final List<RuleGraph.Edge> path = new ArrayList<>();

        Search(RuleGraph graph, Rule goal, boolean certainOnly) {
            this.graph = graph;
            this.goal = goal;
            this.certainOnly = certainOnly;
        }

        List<RuleGraph.Edge> path() {
            reaches(goal);
            return path;
        }

        private boolean reaches(Rule rule) {
            if (!visited.add(rule)) {
                return false;
            }
            for (RuleGraph.Edge edge : graph.edges(rule)) {
                if (certainOnly && edge.choice() != null) {
                    continue;
                }
                path.add(edge);
                if (edge.to() == goal || reaches(edge.to())) {
                    return true;
                }
                path.removeLast();
            }
            return false;
        }
    }
}
