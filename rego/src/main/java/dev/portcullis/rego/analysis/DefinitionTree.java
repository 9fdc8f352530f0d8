package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Every rule at the place where it is written: the constant start of its ref. Unlike [RuleTree], nothing is merged.
final class DefinitionTree {
    private final Map<RegoValue, DefinitionTree> children = new TreeMap<>();
    private final List<Definition> definitions = new ArrayList<>();

    private DefinitionTree() {}

    /// A rule and its module.
    record Definition(Rule rule, Module module) {
        Term.Ref ref() {
            return rule.head().ref();
        }

        boolean isFunction() {
            return rule.head().arguments() != null;
        }

        /// Whether the ref has constant parts only.
        boolean isGround() {
            return ref().path().stream().allMatch(part -> part instanceof Term.Scalar);
        }
    }

    static DefinitionTree of(List<Module> modules) {
        DefinitionTree root = new DefinitionTree();
        for (Module module : modules) {
            for (Rule rule : module.rules()) {
                root.at(Documents.groundPrefix(rule.head().ref())).definitions.add(new Definition(rule, module));
            }
        }
        return root;
    }

    private DefinitionTree at(List<RegoValue> path) {
        DefinitionTree node = this;
        for (RegoValue part : path) {
            node = node.children.computeIfAbsent(part, _ -> new DefinitionTree());
        }
        return node;
    }

    @Nullable
    DefinitionTree child(RegoValue name) {
        return children.get(name);
    }

    Iterable<DefinitionTree> children() {
        return children.values();
    }

    boolean isLeaf() {
        return children.isEmpty();
    }

    List<Definition> definitions() {
        return definitions;
    }

    /// This node and all below, from the top.
    void forEach(Consumer<DefinitionTree> visitor) {
        visitor.accept(this);
        children.values().forEach(child -> child.forEach(visitor));
    }
}
