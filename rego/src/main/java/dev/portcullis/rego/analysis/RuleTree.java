package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The virtual documents: a tree along the constant parts of rule heads, with a [RuleGroup] where rules stand. A
/// group
/// whose heads continue with variables takes in everything defined below it, since both build one object.
public final class RuleTree {
    private final List<RegoValue> path;
    private final Map<RegoValue, RuleTree> children = new LinkedHashMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private @Nullable RuleGroup group;

    private RuleTree(List<RegoValue> path) {
        this.path = path;
    }

    /// The tree of all rules of the modules.
    public static RuleTree of(List<Module> modules) {
        RuleTree root = new RuleTree(List.of());
        for (Module module : modules) {
            // A package without rules is an empty document.
            root.nodeAt(Documents.groundPrefix(module.path()));
            for (Rule rule : module.rules()) {
                root.nodeAt(Documents.groundPrefix(rule.head().ref())).rules.add(rule);
            }
        }
        root.finish();
        return root;
    }

    private RuleTree nodeAt(List<RegoValue> prefix) {
        RuleTree node = this;
        for (int i = 0; i < prefix.size(); i++) {
            List<RegoValue> path = prefix.subList(0, i + 1);
            node = node.children.computeIfAbsent(prefix.get(i), _ -> new RuleTree(List.copyOf(path)));
        }
        return node;
    }

    private void finish() {
        if (rules.stream().anyMatch(this::continues)) {
            children.values().forEach(child -> child.collect(rules));
            children.clear();
        }
        if (!rules.isEmpty()) {
            group = new RuleGroup(path, kind(), rules);
        }
        children.values().forEach(RuleTree::finish);
    }

    private boolean continues(Rule rule) {
        return rule.head().ref().path().size() > path.size();
    }

    private void collect(List<Rule> into) {
        into.addAll(rules);
        children.values().forEach(child -> child.collect(into));
    }

    private RuleGroup.Kind kind() {
        if (rules.stream().anyMatch(rule -> rule.head().arguments() != null)) {
            return RuleGroup.Kind.FUNCTION;
        }
        if (rules.stream().anyMatch(this::continues)) {
            return RuleGroup.Kind.OBJECT;
        }
        return rules.stream().anyMatch(rule -> rule.head().key() != null)
                ? RuleGroup.Kind.SET
                : RuleGroup.Kind.COMPLETE;
    }

    /// The rules that stand exactly here, or null.
    public @Nullable RuleGroup group() {
        return group;
    }

    public @Nullable RuleTree child(RegoValue name) {
        return children.get(name);
    }

    public Map<RegoValue, RuleTree> children() {
        return children;
    }

    /// The path of this node below `data`.
    public List<RegoValue> path() {
        return path;
    }

    /// Every group of the tree, in the order of definition.
    public List<RuleGroup> groups() {
        List<RuleGroup> groups = new ArrayList<>();
        forEach(groups::add);
        return groups;
    }

    private void forEach(Consumer<RuleGroup> consumer) {
        if (group != null) {
            consumer.accept(group);
        }
        children.values().forEach(child -> child.forEach(consumer));
    }

    /// The group a called ref names, or null.
    public @Nullable RuleGroup function(Term.Ref operator) {
        RuleTree node = Documents.isData(operator) ? this : null;
        for (int i = 0; node != null && i < operator.path().size(); i++) {
            node = operator.path().get(i) instanceof Term.Scalar part ? node.child(part.value()) : null;
        }
        return node == null ? null : node.group;
    }

    /// Whether the ref, whose parts are constant, looks into the value of rules.
    boolean isBelowRule(Term.Ref ref) {
        RuleTree node = this;
        for (int i = 0; i < ref.path().size() - 1; i++) {
            RuleTree next = ref.path().get(i) instanceof Term.Scalar part ? node.child(part.value()) : null;
            if (next == null) {
                return false;
            }
            if (next.group != null) {
                return true;
            }
            node = next;
        }
        return false;
    }

    /// Whether rules stand at the ref or below it.
    boolean isDocument(Term.Ref ref) {
        RuleTree node = Documents.isData(ref) ? this : null;
        for (int i = 0; node != null && i < ref.path().size(); i++) {
            node = ref.path().get(i) instanceof Term.Scalar part ? node.child(part.value()) : null;
        }
        return node != null;
    }

    /// Every group that evaluating the ref may evaluate.
    public List<RuleGroup> reachedBy(Term.Ref ref) {
        List<RuleGroup> groups = new ArrayList<>();
        if (Documents.isData(ref)) {
            reach(ref.path(), groups);
        }
        return groups;
    }

    private void reach(List<Term> rest, List<RuleGroup> groups) {
        if (group != null) {
            groups.add(group);
        } else if (rest.isEmpty()) {
            forEach(groups::add);
        } else if (rest.getFirst() instanceof Term.Scalar part) {
            RuleTree next = child(part.value());
            if (next != null) {
                next.reach(rest.subList(1, rest.size()), groups);
            }
        } else {
            children.values().forEach(child -> child.reach(rest.subList(1, rest.size()), groups));
        }
    }
}
