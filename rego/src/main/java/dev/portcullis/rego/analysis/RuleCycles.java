package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Rule;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/// Finds the rules that lie on a cycle, in one pass over the graph: Tarjan's strongly connected components.
final class RuleCycles {
    private final RuleGraph graph;
    private final IdentityHashMap<Rule, Integer> order = new IdentityHashMap<>();
    private final Set<Rule> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Rule> stack = new ArrayDeque<>();
    private final Set<Rule> cyclic = Collections.newSetFromMap(new IdentityHashMap<>());

    RuleCycles(RuleGraph graph) {
        this.graph = graph;
    }

    Set<Rule> rules() {
        for (Rule rule : graph.rules()) {
            if (!order.containsKey(rule)) {
                visit(rule);
            }
        }
        return cyclic;
    }

    /// Returns the number of the earliest open rule that the rule reaches.
    private int visit(Rule rule) {
        int number = order.size();
        int earliest = number;
        order.put(rule, number);
        open.add(rule);
        stack.push(rule);
        for (RuleGraph.Edge edge : graph.edges(rule)) {
            Integer met = order.get(edge.to());
            if (edge.to() == rule) {
                cyclic.add(rule);
            } else if (met == null) {
                earliest = Math.min(earliest, visit(edge.to()));
            } else if (open.contains(edge.to())) {
                earliest = Math.min(earliest, met);
            }
        }
        if (earliest == number) {
            close(rule);
        }
        return earliest;
    }

    private void close(Rule first) {
        boolean several = stack.peek() != first;
        for (Rule closed = stack.pop(); ; closed = stack.pop()) {
            open.remove(closed);
            if (several) {
                cyclic.add(closed);
            }
            if (closed == first) {
                return;
            }
        }
    }
}
