package dev.portcullis.rego.typing;

import dev.portcullis.rego.analysis.Documents;
import dev.portcullis.rego.analysis.RuleGroup;
import dev.portcullis.rego.analysis.RuleTree;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which rules use which.
final class Dependencies {
    private final RuleTree tree;
    private final IdentityHashMap<RuleGroup, Set<RuleGroup>> uses = new IdentityHashMap<>();
    private final IdentityHashMap<RuleGroup, Set<RuleGroup>> usedBy = new IdentityHashMap<>();

    Dependencies(RuleTree tree) {
        this.tree = tree;
    }

    /// Notes what a flat rule of the group refers to.
    void add(RuleGroup group, Rule flat) {
        Set<RuleGroup> used = uses.computeIfAbsent(group, _ -> groups());
        RefCollector.of(flat, ref -> {
            for (RuleGroup reached : tree.reachedBy(ref)) {
                if (used.add(reached)) {
                    usedBy.computeIfAbsent(reached, _ -> groups()).add(group);
                }
            }
        });
    }

    Set<RuleGroup> uses(RuleGroup group) {
        return uses.getOrDefault(group, Set.of());
    }

    /// The constant paths of the rules a ref may lead to and of all that depend on them.
    Set<List<RegoValue>> dependents(Term.Ref ref) {
        Set<RuleGroup> reached = groups();
        List<RuleGroup> waiting = new ArrayList<>(tree.reachedBy(ref));
        while (!waiting.isEmpty()) {
            RuleGroup group = waiting.removeLast();
            if (reached.add(group)) {
                waiting.addAll(usedBy.getOrDefault(group, Set.of()));
            }
        }
        Set<List<RegoValue>> paths = new LinkedHashSet<>();
        for (RuleGroup group : reached) {
            group.rules()
                    .forEach(
                            rule -> paths.add(Documents.groundPrefix(rule.head().ref())));
        }
        return paths;
    }

    private static Set<RuleGroup> groups() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
