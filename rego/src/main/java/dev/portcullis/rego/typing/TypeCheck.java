package dev.portcullis.rego.typing;

import dev.portcullis.rego.analysis.Findings;
import dev.portcullis.rego.analysis.FunctionCheck;
import dev.portcullis.rego.analysis.RuleGroup;
import dev.portcullis.rego.analysis.RuleTree;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Refuses what can never hold by its types: calls with arguments of another type, comparisons of what is never equal,
/// refs to what is not there. Runs over rules that are resolved, ordered and not recursive.
public final class TypeCheck {
    private final RuleTree tree;
    private final Builtins builtins;
    private final FunctionCheck functions;
    private final Findings findings;
    private final Naming naming = new Naming();
    private final Environment documents = Environment.root();
    private final IdentityHashMap<RuleGroup, List<Rule>> flat = new IdentityHashMap<>();
    private final Set<RuleGroup> done = Collections.newSetFromMap(new IdentityHashMap<>());

    /// @param tree all rules
    /// @param functions knows which names are functions
    public TypeCheck(RuleTree tree, Builtins builtins, FunctionCheck functions, Findings findings) {
        this.tree = tree;
        this.builtins = builtins;
        this.functions = functions;
        this.findings = findings;
    }

    /// Checks all rules, each after those it uses, and returns the types of the documents they define.
    ///
    /// @param modules of the rules, for their `schemas` annotations
    /// @param named JSON schemas by name: those that annotations refer to, and `schema`, that of `input`
    public DocumentTypes check(List<Module> modules, Map<String, RegoValue> named) {
        SchemaEnvironment schemas = new SchemaEnvironment(modules, named);
        schemas.describeInput(documents, findings);
        Flattening flattening = new Flattening(naming, tree, functions, true);
        Dependencies dependencies = new Dependencies(tree);
        for (RuleGroup group : tree.groups()) {
            List<Rule> rules = flattened(group, flattening);
            rules.forEach(rule -> dependencies.add(group, rule));
            flat.put(group, rules);
        }
        Signatures signatures = new Signatures(builtins);
        BodyCheck bodies = new BodyCheck(signatures, new Replacements(dependencies, signatures), naming);
        RuleTypes rules = new RuleTypes(bodies, documents);
        tree.groups().forEach(group -> check(group, dependencies, rules, schemas));
        return new DocumentTypes(tree, builtins, documents, dependencies);
    }

    /// The rules of a group, each branch of an `else` chain by itself.
    private static List<Rule> flattened(RuleGroup group, Flattening flattening) {
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : group.rules()) {
            for (Rule branch = rule; branch != null; branch = branch.otherwise()) {
                rules.add(flattening.rule(branch));
            }
        }
        return rules;
    }

    private void check(RuleGroup group, Dependencies dependencies, RuleTypes rules, SchemaEnvironment schemas) {
        if (!done.add(group)) {
            return;
        }
        dependencies.uses(group).forEach(used -> check(used, dependencies, rules, schemas));
        for (Rule rule : flat.getOrDefault(group, List.of())) {
            List<Finding> found = new ArrayList<>();
            Environment surroundings = schemas.of(rule, documents, found);
            found.addAll(rules.check(rule, surroundings));
            found.forEach(finding -> findings.add(finding.diagnostic()));
        }
        flat.remove(group);
    }
}
